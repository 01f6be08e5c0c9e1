import { ClusterObject, Condition, conditionOf } from './clusterObject';

const STALE: Health = {
  ready: false,
  message: 'has not been looked at since it changed',
};

/** Whether an object is what it shall be; if not, why, in the words of whoever looks after it. */
export interface Health {
  ready: boolean;
  /** Nothing where it is ready, and says nothing. */
  message?: string;
  reason?: string;
}

const READY: Health = { ready: true };

/** Judges an object: Kubernetes' own kinds by their numbers, all others by the conditions of kstatus. */
export function healthOf(object: ClusterObject): Health {
  if (object.metadata.deletionTimestamp) {
    return { ready: false, message: 'is being deleted' };
  }
  const health = judge(object);
  // What is said of an older state may be true no more; what is wrong may still be.
  return health.ready && isStale(object) ? STALE : health;
}

function isStale({ metadata, status = {} }: ClusterObject): boolean {
  const { generation = 0 } = metadata;
  // Some say it of the whole, some of each condition.
  const seen = [status, ...(status.conditions ?? [])].map(
    ({ observedGeneration }) => observedGeneration ?? generation,
  );
  return Math.min(...seen) < generation;
}

function judge(object: ClusterObject): Health {
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return ofReplicas(object);
    case 'DaemonSet':
      return ofDaemonSet(object);
    case 'CustomResourceDefinition':
      return ofCondition(
        conditionOf(object, 'Established'),
        'is not served yet',
      );
    case 'Gateway':
      return ofCondition(
        conditionOf(object, 'Programmed'),
        'no controller has taken it up yet',
      );
    default:
      return ofConditions(object);
  }
}

function ofReplicas(object: ClusterObject): Health {
  const { spec, status = {} } = object;
  const { replicas = 1 } = (spec ?? {}) as { replicas?: number };
  const number = (field: string) => Number(status[field] ?? 0);
  const available =
    object.kind === 'Deployment' ? 'availableReplicas' : 'readyReplicas';
  const up = Math.min(number('updatedReplicas'), number(available));
  if (status.observedGeneration !== undefined && up >= replicas) return READY;
  const failed = [
    conditionOf(object, 'ReplicaFailure'),
    conditionOf(object, 'Progressing'),
  ].find(
    one => one?.status === (one?.type === 'ReplicaFailure' ? 'True' : 'False'),
  );
  return {
    ready: false,
    reason: failed?.reason,
    message: failed?.message ?? `${up} of ${replicas} pods are ready`,
  };
}

function ofDaemonSet({ status = {} }: ClusterObject): Health {
  const wanted = Number(status.desiredNumberScheduled ?? 0);
  const up = Math.min(
    Number(status.numberReady ?? 0),
    Number(status.updatedNumberScheduled ?? 0),
  );
  if (status.observedGeneration !== undefined && up >= wanted) return READY;
  return { ready: false, message: `${up} of ${wanted} pods are ready` };
}

function ofConditions(object: ClusterObject): Health {
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') {
    return { ready: false, ...wordsOf(stalled) };
  }
  const ready = conditionOf(object, 'Ready');
  // What has no such condition is there as soon as it exists.
  return ready ? ofCondition(ready, 'is not ready') : READY;
}

function ofCondition(
  condition: Condition | undefined,
  otherwise: string,
): Health {
  if (!condition) return { ready: false, message: otherwise };
  return {
    ready: condition.status === 'True',
    reason: condition.reason,
    message: condition.message || otherwise,
  };
}

function wordsOf({ reason, message }: Condition): Omit<Health, 'ready'> {
  return { reason, message };
}
