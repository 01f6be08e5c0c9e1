import { invalidValue } from './causes';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { valueAt } from './fields';
import { KindRules } from './kindRules';

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
  validate(object) {
    const min = valueAt(object, 'spec', 'minAvailable');
    const max = valueAt(object, 'spec', 'maxUnavailable');
    return [
      ...(min !== undefined && max !== undefined
        ? [
            invalidValue(
              'spec',
              valueAt(object, 'spec'),
              'minAvailable and maxUnavailable cannot be both set',
            ),
          ]
        : []),
      ...countCauses('spec.minAvailable', min),
      ...countCauses('spec.maxUnavailable', max),
    ];
  },
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

function countCauses(field: string, value: unknown) {
  if (typeof value === 'number' && value < 0) {
    return [invalidValue(field, value, 'must be greater than or equal to 0')];
  }
  return typeof value === 'string' && !/^(100|[0-9]{1,2})%$/.test(value)
    ? [
        invalidValue(
          field,
          value,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
        ),
      ]
    : [];
}
