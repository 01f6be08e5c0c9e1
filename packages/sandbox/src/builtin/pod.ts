import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { forbiddenField } from './causes';
import {
  ensureObject,
  numberAt,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
  valueAt,
} from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults, setRequestDefaults } from './podSpecDefaults';
import { podRestarts, podStatus } from './podStatus';
import { podImageFaults, podSpecFaults } from './validation/podSpec';

/** How long a pod stays on a node that is not ready or out of reach. */
const TOLERATED: JsonObject[] = ['not-ready', 'unreachable'].map(state => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

/** Pods: defaulted and admitted as ServiceAccount, Priority and DefaultTolerationSeconds do; mostly immutable. */
export const pod: KindRules = {
  generation: true,
  returnsDeleted: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setPodSpecDefaults(spec);
    setRequestDefaults(spec);
    setDefault(spec, 'enableServiceLinks', true);
  },
  prepareCreate(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'serviceAccountName', 'default');
    setDefault(spec, 'serviceAccount', spec.serviceAccountName ?? 'default');
    setDefault(spec, 'priority', 0);
    setDefault(spec, 'preemptionPolicy', 'PreemptLowerPriority');
    const tolerations = objectsAt(spec, 'tolerations');
    const missing = TOLERATED.filter(
      tolerated => !tolerations.some(({ key }) => key === tolerated.key),
    );
    spec.tolerations = [...tolerations, ...structuredClone(missing)];
    draft.status = { phase: 'Pending', qosClass: qosClass(spec) };
  },
  validate: (object, before) => [
    ...podSpecFaults(objectAt(object, 'spec'), 'spec'),
    ...podImageFaults(objectAt(object, 'spec'), 'spec'),
    ...(before && fixedPart(object) !== fixedPart(before)
      ? [
          forbiddenField(
            'spec',
            'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
          ),
        ]
      : []),
  ],
  selectableFields: {
    'spec.nodeName': object => stringAt(object, 'spec', 'nodeName') ?? '',
    'spec.restartPolicy': object =>
      stringAt(object, 'spec', 'restartPolicy') ?? '',
    'spec.schedulerName': object =>
      stringAt(object, 'spec', 'schedulerName') ?? '',
    'spec.serviceAccountName': object =>
      stringAt(object, 'spec', 'serviceAccountName') ?? '',
    'spec.hostNetwork': object =>
      String(valueAt(object, 'spec', 'hostNetwork') ?? false),
    'status.phase': object => stringAt(object, 'status', 'phase') ?? '',
    'status.podIP': object => stringAt(object, 'status', 'podIP') ?? '',
    'status.nominatedNodeName': object =>
      stringAt(object, 'status', 'nominatedNodeName') ?? '',
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'Ready',
      type: 'string',
      description:
        'The aggregate readiness state of this pod for accepting traffic.',
      cell: readiness,
    },
    {
      name: 'Status',
      type: 'string',
      description: 'The aggregate status of the containers in this pod.',
      cell: podStatus,
    },
    {
      name: 'Restarts',
      type: 'string',
      description:
        'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
      cell: podRestarts,
    },
    AGE_COLUMN,
    wide(fieldColumn('IP', 'string', 'status.podIP', '<none>')),
    wide(fieldColumn('Node', 'string', 'spec.nodeName', '<none>')),
    wide(
      fieldColumn(
        'Nominated Node',
        'string',
        'status.nominatedNodeName',
        '<none>',
      ),
    ),
    {
      name: 'Readiness Gates',
      type: 'string',
      priority: 1,
      description: '',
      describedBy: 'spec.readinessGates',
      cell: readinessGates,
    },
  ],
};

function wide(column: ReturnType<typeof fieldColumn>) {
  return { ...column, priority: 1 };
}

function readiness(object: KubernetesObject): string {
  const statuses = objectsAt(object, 'status', 'containerStatuses');
  const ready = statuses.filter(status => status.ready === true).length;
  return `${ready}/${objectsAt(object, 'spec', 'containers').length}`;
}

function readinessGates(object: KubernetesObject): string {
  const gates = objectsAt(object, 'spec', 'readinessGates');
  if (gates.length === 0) return '<none>';
  const conditions = objectsAt(object, 'status', 'conditions');
  const holding = gates.filter(gate =>
    conditions.some(
      ({ type, status }) => type === gate.conditionType && status === 'True',
    ),
  );
  return `${holding.length}/${gates.length}`;
}

/** What of a pod's spec may not change, as text to compare. */
function fixedPart(object: KubernetesObject): string {
  const spec: JsonObject = structuredClone(objectAt(object, 'spec') ?? {});
  for (const list of ['containers', 'initContainers']) {
    objectsAt(spec, list).forEach(container => delete container.image);
  }
  delete spec.activeDeadlineSeconds;
  delete spec.tolerations;
  if ((numberAt(spec, 'terminationGracePeriodSeconds') ?? 0) <= 1) {
    delete spec.terminationGracePeriodSeconds;
  }
  // A scheduler sets the node once; the binding subresource is not served.
  delete spec.nodeName;
  return JSON.stringify(
    Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function qosClass(spec: JsonObject): string {
  const resources = ['initContainers', 'containers'].flatMap(list =>
    objectsAt(spec, list).map(container => objectAt(container, 'resources')),
  );
  const isSet = (kind: string) =>
    resources.some(each => Object.keys(objectAt(each, kind) ?? {}).length > 0);
  if (!isSet('limits') && !isSet('requests')) return 'BestEffort';
  const guaranteed = resources.every(each =>
    ['cpu', 'memory'].every(resource => {
      const limit = valueAt(each, 'limits', resource);
      return (
        limit !== undefined && limit === valueAt(each, 'requests', resource)
      );
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
