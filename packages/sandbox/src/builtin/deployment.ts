import {
  AGE_COLUMN,
  fieldColumn,
  NAME_COLUMN,
  SELECTOR_COLUMN,
  TEMPLATE_COLUMNS,
} from './columns';
import { ensureObject, numberAt, setDefault } from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults } from './podSpecDefaults';
import { deploymentFaults } from './validation/workload';

/** Deployments: rolling updates by a quarter unless said. */
export const deployment: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'revisionHistoryLimit', 10);
    setDefault(spec, 'progressDeadlineSeconds', 600);
    const strategy = ensureObject(spec, 'strategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy.type === 'RollingUpdate') {
      const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
      setDefault(rollingUpdate, 'maxUnavailable', '25%');
      setDefault(rollingUpdate, 'maxSurge', '25%');
    }
    setPodSpecDefaults(ensureObject(spec, 'template', 'spec'));
  },
  prepareCreate(draft) {
    draft.status = {};
  },
  validate: deploymentFaults,
  columns: [
    NAME_COLUMN,
    {
      name: 'Ready',
      type: 'string',
      description: 'Number of the pod with ready state',
      cell: object =>
        `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${
          numberAt(object, 'spec', 'replicas') ?? 0
        }`,
    },
    fieldColumn('Up-to-date', 'string', 'status.updatedReplicas', 0),
    fieldColumn('Available', 'string', 'status.availableReplicas', 0),
    AGE_COLUMN,
    ...TEMPLATE_COLUMNS,
    SELECTOR_COLUMN,
  ],
};
