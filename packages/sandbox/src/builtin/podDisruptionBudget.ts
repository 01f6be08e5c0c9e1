import { KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { asInternal, invalidValue } from './causes';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { objectAt, valueAt } from './fields';
import { KindRules } from './kindRules';
import {
  choiceFault,
  intOrPercentFaults,
  overAllFaults,
} from './validation/numbers';
import { selectorFaults } from './validation/selectors';

/** PodDisruptionBudgets: either a minimum that stays or a maximum that goes. */
export const podDisruptionBudget: KindRules = {
  generation: true,
  prepareCreate(draft) {
    draft.status = {
      disruptionsAllowed: 0,
      currentHealthy: 0,
      desiredHealthy: 0,
      expectedPods: 0,
    };
  },
  validate: budgetFaults,
  columns: [
    NAME_COLUMN,
    {
      name: 'Min Available',
      type: 'string',
      description: 'The minimum number of pods that must be available.',
      cell: object => String(valueAt(object, 'spec', 'minAvailable') ?? 'N/A'),
    },
    {
      name: 'Max Unavailable',
      type: 'string',
      description: 'The maximum number of pods that may be unavailable.',
      cell: object =>
        String(valueAt(object, 'spec', 'maxUnavailable') ?? 'N/A'),
    },
    {
      ...fieldColumn(
        'Allowed Disruptions',
        'integer',
        'status.disruptionsAllowed',
        0,
      ),
      describedBy: undefined,
      description:
        'Calculated number of pods that may be disrupted at this time.',
    },
    AGE_COLUMN,
  ],
};

/** The internal type of a budget's spec. */
const SPEC = {
  MinAvailable: null,
  Selector: null,
  MaxUnavailable: null,
  UnhealthyPodEvictionPolicy: null,
};

function budgetFaults(object: KubernetesObject): StatusCause[] {
  const spec = objectAt(object, 'spec') ?? {};
  const { minAvailable, maxUnavailable } = spec;
  return [
    ...(minAvailable !== undefined && maxUnavailable !== undefined
      ? [
          invalidValue(
            'spec',
            asInternal(spec, SPEC),
            'minAvailable and maxUnavailable cannot be both set',
          ),
        ]
      : []),
    ...intOrPercentFaults(minAvailable, 'spec.minAvailable'),
    ...overAllFaults(minAvailable, 'spec.minAvailable'),
    ...intOrPercentFaults(maxUnavailable, 'spec.maxUnavailable'),
    ...overAllFaults(maxUnavailable, 'spec.maxUnavailable'),
    ...selectorFaults(objectAt(spec, 'selector'), 'spec.selector'),
    ...choiceFault(
      spec.unhealthyPodEvictionPolicy,
      'spec.unhealthyPodEvictionPolicy',
      ['AlwaysAllow', 'IfHealthyBudget'],
    ),
  ];
}
