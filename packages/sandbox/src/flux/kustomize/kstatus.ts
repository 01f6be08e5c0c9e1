import { KubernetesObject } from '@mini-atlas/kro';
import {
  conditionsOf,
  Fields,
  isConditionTrue,
  specOf,
  statusOf,
} from '../fields';

/** How far an object is; the words of `sigs.k8s.io/cli-utils` kstatus. */
export type KStatus =
  | 'Current'
  | 'InProgress'
  | 'Failed'
  | 'Terminating'
  | 'NotFound'
  | 'Unknown';

type Rule = (object: KubernetesObject) => KStatus;

/** What holds for every kind that follows the conventions. */
function genericStatus(object: KubernetesObject): KStatus | undefined {
  const { observedGeneration } = statusOf(object);
  if (
    typeof observedGeneration === 'number' &&
    observedGeneration !== object.metadata.generation
  ) {
    return 'InProgress';
  }
  if (isConditionTrue(object, 'Reconciling')) return 'InProgress';
  return isConditionTrue(object, 'Stalled') ? 'Failed' : undefined;
}

function readyCondition(object: KubernetesObject): KStatus {
  const ready = condition(object, 'Ready');
  return !ready || ready.status === 'True' ? 'Current' : 'InProgress';
}

const deployment: Rule = object => {
  const progressing = condition(object, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return 'Failed';
  const status = statusOf(object);
  const wanted = count(specOf(object).replicas, 1);
  const all = count(status.replicas);
  const updated = count(status.updatedReplicas);
  const available = count(status.availableReplicas);
  const settled =
    wanted <= all &&
    wanted <= updated &&
    all <= wanted &&
    updated <= available &&
    wanted <= count(status.readyReplicas) &&
    progressing?.status === 'True' &&
    progressing.reason === 'NewReplicaSetAvailable' &&
    isConditionTrue(object, 'Available');
  return settled ? 'Current' : 'InProgress';
};

const replicaSet: Rule = object => {
  const status = statusOf(object);
  const wanted = count(specOf(object).replicas, 1);
  if (isConditionTrue(object, 'ReplicaFailure')) return 'InProgress';
  const settled =
    wanted <= count(status.fullyLabeledReplicas) &&
    wanted <= count(status.availableReplicas) &&
    wanted <= count(status.readyReplicas) &&
    count(status.replicas) <= wanted;
  return settled ? 'Current' : 'InProgress';
};

const statefulSet: Rule = object => {
  const status = statusOf(object);
  const wanted = count(specOf(object).replicas, 1);
  const settled =
    wanted <= count(status.replicas) &&
    wanted <= count(status.readyReplicas) &&
    count(status.replicas) <= wanted &&
    status.currentRevision === status.updateRevision;
  return settled ? 'Current' : 'InProgress';
};

const daemonSet: Rule = object => {
  const status = statusOf(object);
  const wanted = count(status.desiredNumberScheduled, -1);
  const settled =
    wanted >= 0 &&
    typeof status.observedGeneration === 'number' &&
    wanted <= count(status.currentNumberScheduled) &&
    wanted <= count(status.updatedNumberScheduled) &&
    wanted <= count(status.numberAvailable) &&
    wanted <= count(status.numberReady);
  return settled ? 'Current' : 'InProgress';
};

const pod: Rule = object => {
  const { phase } = statusOf(object);
  if (phase === 'Succeeded') return 'Current';
  if (phase === 'Failed') return 'Failed';
  return phase === 'Running' && isConditionTrue(object, 'Ready')
    ? 'Current'
    : 'InProgress';
};

const job: Rule = object => {
  if (isConditionTrue(object, 'Failed')) return 'Failed';
  const { startTime } = statusOf(object);
  return isConditionTrue(object, 'Complete') || startTime
    ? 'Current'
    : 'InProgress';
};

const service: Rule = object => {
  const { type, clusterIP } = specOf(object);
  return type !== 'LoadBalancer' || clusterIP ? 'Current' : 'InProgress';
};

const volumeClaim: Rule = object =>
  statusOf(object).phase === 'Bound' ? 'Current' : 'InProgress';

const disruptionBudget: Rule = object =>
  typeof statusOf(object).observedGeneration === 'number' ||
  count(object.metadata.generation) === 0
    ? 'Current'
    : 'InProgress';

const customResourceDefinition: Rule = object => {
  const names = condition(object, 'NamesAccepted');
  if (names?.status === 'False') return 'Failed';
  const established = condition(object, 'Established');
  if (established?.status === 'False' && established.reason !== 'Installing') {
    return 'Failed';
  }
  return established?.status === 'True' ? 'Current' : 'InProgress';
};

const always: Rule = () => 'Current';

const KINDS: Record<string, Rule> = {
  'apps/Deployment': deployment,
  'apps/ReplicaSet': replicaSet,
  'apps/StatefulSet': statefulSet,
  'apps/DaemonSet': daemonSet,
  '/Pod': pod,
  '/Service': service,
  '/PersistentVolumeClaim': volumeClaim,
  '/ConfigMap': always,
  '/Secret': always,
  'batch/Job': job,
  'batch/CronJob': always,
  'policy/PodDisruptionBudget': disruptionBudget,
  'apiextensions.k8s.io/CustomResourceDefinition': customResourceDefinition,
};

function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

function condition(object: KubernetesObject, type: string): Fields | undefined {
  return conditionsOf(object).find(other => other.type === type);
}

function count(value: unknown, otherwise = 0): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Computes the status of an object by the kstatus conventions. */
export function kstatus(object: KubernetesObject | undefined): KStatus {
  if (!object) return 'NotFound';
  if (object.metadata.deletionTimestamp) return 'Terminating';
  const generic = genericStatus(object);
  if (generic) return generic;
  const byKind = KINDS[`${groupOf(object)}/${object.kind}`];
  return byKind ? byKind(object) : readyCondition(object);
}
