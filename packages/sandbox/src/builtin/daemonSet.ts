import {
  AGE_COLUMN,
  fieldColumn,
  labelText,
  NAME_COLUMN,
  SELECTOR_COLUMN,
  TEMPLATE_COLUMNS,
} from './columns';
import { ensureObject, objectAt, setDefault } from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults } from './podSpecDefaults';
import { daemonSetFaults } from './validation/statefulSet';

/** DaemonSets: one node after the other is updated. */
export const daemonSet: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'revisionHistoryLimit', 10);
    const strategy = ensureObject(spec, 'updateStrategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy.type === 'RollingUpdate') {
      const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
      setDefault(rollingUpdate, 'maxUnavailable', 1);
      setDefault(rollingUpdate, 'maxSurge', 0);
    }
    setPodSpecDefaults(ensureObject(spec, 'template', 'spec'));
  },
  prepareCreate(draft) {
    draft.status = {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    };
  },
  validate: daemonSetFaults,
  columns: [
    NAME_COLUMN,
    fieldColumn('Desired', 'integer', 'status.desiredNumberScheduled', 0),
    fieldColumn('Current', 'integer', 'status.currentNumberScheduled', 0),
    fieldColumn('Ready', 'integer', 'status.numberReady', 0),
    fieldColumn('Up-to-date', 'integer', 'status.updatedNumberScheduled', 0),
    fieldColumn('Available', 'integer', 'status.numberAvailable', 0),
    {
      name: 'Node Selector',
      type: 'string',
      description: '',
      describedBy: 'spec.template.spec.nodeSelector',
      cell: object =>
        labelText(
          objectAt(object, 'spec', 'template', 'spec', 'nodeSelector'),
        ) || '<none>',
    },
    AGE_COLUMN,
    ...TEMPLATE_COLUMNS,
    SELECTOR_COLUMN,
  ],
};
