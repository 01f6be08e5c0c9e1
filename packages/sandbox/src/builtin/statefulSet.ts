import { AGE_COLUMN, NAME_COLUMN, TEMPLATE_COLUMNS } from './columns';
import { ensureObject, numberAt, objectsAt, setDefault } from './fields';
import { KindRules } from './kindRules';
import { setPersistentVolumeClaimDefaults } from './persistentVolumeClaim';
import { setPodSpecDefaults } from './podSpecDefaults';
import { statefulSetFaults } from './validation/statefulSet';

/** StatefulSets: ordered, rolling updates, claims are kept. */
export const statefulSet: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'revisionHistoryLimit', 10);
    setDefault(spec, 'podManagementPolicy', 'OrderedReady');
    const strategy = ensureObject(spec, 'updateStrategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy.type === 'RollingUpdate') {
      setDefault(ensureObject(strategy, 'rollingUpdate'), 'partition', 0);
    }
    const policy = ensureObject(spec, 'persistentVolumeClaimRetentionPolicy');
    setDefault(policy, 'whenDeleted', 'Retain');
    setDefault(policy, 'whenScaled', 'Retain');
    for (const claim of objectsAt(spec, 'volumeClaimTemplates')) {
      setDefault(claim, 'apiVersion', 'v1');
      setDefault(claim, 'kind', 'PersistentVolumeClaim');
      setPersistentVolumeClaimDefaults(claim);
      setDefault(claim, 'status', { phase: 'Pending' });
    }
    setPodSpecDefaults(ensureObject(spec, 'template', 'spec'));
  },
  prepareCreate(draft) {
    draft.status = { replicas: 0, availableReplicas: 0 };
  },
  validate: statefulSetFaults,
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
    AGE_COLUMN,
    ...TEMPLATE_COLUMNS,
  ],
};
