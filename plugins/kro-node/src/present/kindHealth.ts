import { Health } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { parseApiVersion } from '../types/crdTypes';
import {
  asSentence,
  conditionOf,
  listAt,
  numberAt,
  textAt,
} from './objectFields';
import { podHealth } from './podHealth';

type Rule = (object: KubernetesObject) => Health | undefined;

const READY: Health = { state: 'ready', sentence: 'Ready' };

function progressing(sentence: string, reason?: string): Health {
  return { state: 'progressing', sentence, ...(reason ? { reason } : {}) };
}

function replicasHealth(
  object: KubernetesObject,
  ready: number,
  updated: number,
): Health {
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  if (updated < wanted) {
    return progressing(`${updated} of ${wanted} replicas are up to date`);
  }
  return ready < wanted
    ? progressing(`${ready} of ${wanted} replicas are available`)
    : READY;
}

const deployment: Rule = object => {
  const failure = conditionOf(object, 'ReplicaFailure');
  if (failure?.status === 'True') {
    return {
      state: 'failed',
      sentence: asSentence(failure.message ?? 'Pods cannot be created'),
      ...(failure.reason ? { reason: failure.reason } : {}),
      ...(failure.lastTransitionTime
        ? { since: failure.lastTransitionTime }
        : {}),
    };
  }
  const counts = replicasHealth(
    object,
    numberAt(object, 'status', 'availableReplicas') ?? 0,
    numberAt(object, 'status', 'updatedReplicas') ?? 0,
  );
  const progress = conditionOf(object, 'Progressing');
  return counts.state !== 'ready' &&
    progress?.reason === 'ProgressDeadlineExceeded'
    ? { ...counts, state: 'failed', reason: progress.reason }
    : counts;
};

const statefulSet: Rule = object =>
  replicasHealth(
    object,
    numberAt(object, 'status', 'readyReplicas') ?? 0,
    numberAt(object, 'status', 'updatedReplicas') ??
      numberAt(object, 'status', 'currentReplicas') ??
      0,
  );

const replicaSet: Rule = object => {
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const available = numberAt(object, 'status', 'availableReplicas') ?? 0;
  return available < wanted
    ? progressing(`${available} of ${wanted} replicas are available`)
    : READY;
};

const daemonSet: Rule = object => {
  const wanted = numberAt(object, 'status', 'desiredNumberScheduled') ?? 0;
  const available = numberAt(object, 'status', 'numberAvailable') ?? 0;
  return available < wanted
    ? progressing(`Available on ${available} of ${wanted} nodes`)
    : READY;
};

const job: Rule = object => {
  const failed = conditionOf(object, 'Failed');
  if (failed?.status === 'True') {
    return {
      state: 'failed',
      sentence: asSentence(failed.message ?? 'The job failed'),
      ...(failed.reason ? { reason: failed.reason } : {}),
    };
  }
  return conditionOf(object, 'Complete')?.status === 'True'
    ? READY
    : progressing('The job is running');
};

const persistentVolumeClaim: Rule = object => {
  const phase = textAt(object, 'status', 'phase') ?? 'Pending';
  if (phase === 'Bound') return READY;
  return phase === 'Lost'
    ? { state: 'failed', sentence: 'Its volume is lost', reason: phase }
    : progressing('Waits for a volume', phase);
};

const namespace: Rule = object => {
  const phase = textAt(object, 'status', 'phase');
  return phase === undefined || phase === 'Active'
    ? READY
    : { state: 'deleting', sentence: 'Is being removed', reason: phase };
};

const service: Rule = object =>
  textAt(object, 'spec', 'type') === 'LoadBalancer' &&
  listAt(object, 'status', 'loadBalancer', 'ingress').length === 0
    ? progressing('Waits for an address from the load balancer')
    : READY;

const httpRoute: Rule = object => {
  const parents = listAt(object, 'status', 'parents');
  if (parents.length === 0) {
    return progressing('Waits for a Gateway to accept the route');
  }
  const refused = parents
    .flatMap(parent => listAt(parent, 'conditions'))
    .find(condition => textAt(condition, 'status') === 'False');
  if (!refused) return READY;
  const reason = textAt(refused, 'reason');
  return {
    state: 'failed',
    sentence: asSentence(
      textAt(refused, 'message') ?? 'The Gateway refuses the route',
    ),
    ...(reason ? { reason } : {}),
  };
};

/** Rules by `kind.group`. */
const RULES: Record<string, Rule> = {
  'Deployment.apps': deployment,
  'StatefulSet.apps': statefulSet,
  'ReplicaSet.apps': replicaSet,
  'DaemonSet.apps': daemonSet,
  'Job.batch': job,
  'Pod.': podHealth,
  'PersistentVolumeClaim.': persistentVolumeClaim,
  'Namespace.': namespace,
  'Service.': service,
  'HTTPRoute.gateway.networking.k8s.io': httpRoute,
};

/** What the rules of an object's kind say; `undefined` where there are none. */
export function kindHealth(object: KubernetesObject): Health | undefined {
  const { group } = parseApiVersion(object.apiVersion);
  return RULES[`${object.kind}.${group}`]?.(object);
}
