// What the API server and its own admission fill in of built-in types where a manifest leaves it out: the defaults.go of
// Kubernetes 1.36, the allocation of Service addresses, and what admission adds to pods. `[]` is every item of a list.

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

const PROBE = [
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
  'httpGet.path',
  'httpGet.scheme',
  'grpc.service',
];

const CONTAINER = [
  'terminationMessagePath',
  'terminationMessagePolicy',
  'imagePullPolicy',
  'ports[].protocol',
  'env[].valueFrom.fieldRef.apiVersion',
  ...PROBES.flatMap(probe => PROBE.map(field => `${probe}.${field}`)),
  'lifecycle.postStart.httpGet.path',
  'lifecycle.postStart.httpGet.scheme',
  'lifecycle.preStop.httpGet.path',
  'lifecycle.preStop.httpGet.scheme',
];

const CONTAINERS = ['containers[]', 'initContainers[]'];

const POD_SPEC = [
  'restartPolicy',
  'terminationGracePeriodSeconds',
  'dnsPolicy',
  'schedulerName',
  ...CONTAINERS.flatMap(list => CONTAINER.map(field => `${list}.${field}`)),
  'volumes[].secret.defaultMode',
  'volumes[].configMap.defaultMode',
  'volumes[].downwardAPI.defaultMode',
  'volumes[].projected.defaultMode',
  'volumes[].hostPath.type',
];

/** What admission adds to a pod, but not to a template of one. */
const POD_ONLY = [
  'serviceAccountName',
  'serviceAccount',
  'automountServiceAccountToken',
  'imagePullSecrets',
  'volumes',
  'tolerations',
  'priority',
  'priorityClassName',
  'preemptionPolicy',
  'enableServiceLinks',
  'nodeName',
  ...CONTAINERS.flatMap(list => [
    `${list}.volumeMounts`,
    `${list}.resources.requests`,
    `${list}.resources.limits`,
  ]),
];

/** Objects that are there in any case, if empty. */
const EMPTY_IN_POD = [
  'securityContext',
  ...CONTAINERS.map(list => `${list}.resources`),
];

const below = (prefix: string, fields: string[]) =>
  fields.map(field => `${prefix}.${field}`);

const TEMPLATE = 'spec.template.spec';
const CRON_TEMPLATE = 'spec.jobTemplate.spec.template.spec';

const JOB_SPEC = [
  'completions',
  'parallelism',
  'backoffLimit',
  'completionMode',
  'suspend',
  'selector',
  'podReplacementPolicy',
];

/** What is filled in of one type. */
export interface ServerFields {
  /** Where `{}` stands when nothing is given. */
  empty: string[];
  /** Where something stands that is known after apply when nothing is given. */
  filled: string[];
}

function workload(...fields: string[]): ServerFields {
  return {
    empty: below(TEMPLATE, EMPTY_IN_POD),
    filled: [...below('spec', fields), ...below(TEMPLATE, POD_SPEC)],
  };
}

function plain(...filled: string[]): ServerFields {
  return { empty: [], filled };
}

const SERVER_FIELDS: Record<string, ServerFields> = {
  'v1 ConfigMap': plain(),
  'v1 LimitRange': plain(
    'spec.limits[].default',
    'spec.limits[].defaultRequest',
  ),
  'v1 Namespace': plain('spec.finalizers'),
  'v1 PersistentVolumeClaim': plain(
    'spec.storageClassName',
    'spec.volumeMode',
    'spec.volumeName',
  ),
  'v1 Pod': {
    empty: below('spec', EMPTY_IN_POD),
    filled: below('spec', [...POD_SPEC, ...POD_ONLY]),
  },
  'v1 ResourceQuota': plain(),
  'v1 Service': plain(
    ...below('spec', [
      'type',
      'sessionAffinity',
      'clusterIP',
      'clusterIPs',
      'ipFamilies',
      'ipFamilyPolicy',
      'internalTrafficPolicy',
      'externalTrafficPolicy',
      'allocateLoadBalancerNodePorts',
      'healthCheckNodePort',
      'ports[].protocol',
      'ports[].targetPort',
      'ports[].nodePort',
    ]),
  ),
  'v1 ServiceAccount': plain(),
  'apps/v1 DaemonSet': workload('updateStrategy', 'revisionHistoryLimit'),
  'apps/v1 Deployment': workload(
    'replicas',
    'strategy',
    'revisionHistoryLimit',
    'progressDeadlineSeconds',
  ),
  'apps/v1 ReplicaSet': workload('replicas'),
  'apps/v1 StatefulSet': workload(
    'replicas',
    'updateStrategy',
    'podManagementPolicy',
    'revisionHistoryLimit',
    'persistentVolumeClaimRetentionPolicy',
  ),
  'batch/v1 CronJob': {
    empty: below(CRON_TEMPLATE, EMPTY_IN_POD),
    filled: [
      'spec.concurrencyPolicy',
      'spec.suspend',
      'spec.successfulJobsHistoryLimit',
      'spec.failedJobsHistoryLimit',
      ...below('spec.jobTemplate.spec', JOB_SPEC),
      ...below(CRON_TEMPLATE, POD_SPEC),
    ],
  },
  'batch/v1 Job': workload(...JOB_SPEC),
  'networking.k8s.io/v1 NetworkPolicy': plain(
    'spec.policyTypes',
    'spec.ingress[].ports[].protocol',
    'spec.egress[].ports[].protocol',
  ),
  'policy/v1 PodDisruptionBudget': plain(),
  'rbac.authorization.k8s.io/v1 ClusterRole': plain(),
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': plain(
    'subjects[].apiGroup',
    'roleRef.apiGroup',
  ),
  'rbac.authorization.k8s.io/v1 Role': plain(),
  'rbac.authorization.k8s.io/v1 RoleBinding': plain(
    'subjects[].apiGroup',
    'roleRef.apiGroup',
  ),
};

/** What the API server fills in of a type; `undefined` for a type of which that is not written down here. */
export function serverFieldsOf(type: {
  apiVersion: string;
  kind: string;
}): ServerFields | undefined {
  const key = `${type.apiVersion} ${type.kind}`;
  return Object.hasOwn(SERVER_FIELDS, key) ? SERVER_FIELDS[key] : undefined;
}

/** What every object is given when it is created. */
export const SERVER_METADATA = [
  'metadata.uid',
  'metadata.creationTimestamp',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.managedFields',
  'status',
];
