import {
  AGE_COLUMN,
  fieldColumn,
  NAME_COLUMN,
  SELECTOR_COLUMN,
  TEMPLATE_COLUMNS,
} from './columns';
import { ensureObject, objectAt, setDefault } from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults } from './podSpecDefaults';
import { replicaSetFaults } from './validation/workload';

/** ReplicaSets. */
export const replicaSet: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    setPodSpecDefaults(ensureObject(spec, 'template', 'spec'));
  },
  prepareCreate(draft) {
    draft.status = { replicas: 0 };
  },
  validate: replicaSetFaults,
  selectableFields: {
    'status.replicas': object =>
      String(objectAt(object, 'status')?.replicas ?? 0),
  },
  columns: [
    NAME_COLUMN,
    fieldColumn('Desired', 'integer', 'spec.replicas', 0),
    fieldColumn('Current', 'integer', 'status.replicas', 0),
    fieldColumn('Ready', 'integer', 'status.readyReplicas', 0),
    AGE_COLUMN,
    ...TEMPLATE_COLUMNS,
    SELECTOR_COLUMN,
  ],
};
