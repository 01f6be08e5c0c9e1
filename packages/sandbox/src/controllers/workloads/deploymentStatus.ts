import { KubernetesObject } from '@mini-atlas/kro';
import { now } from '../clock';
import { count, Fields, fields, items, text } from '../fields';
import { desired, observed, RolloutLimits } from './rollout';

/** What a Deployment's status is computed from. */
export interface RolloutView {
  deployment: KubernetesObject;
  limits: RolloutLimits;
  /** The ReplicaSet of the present template; absent before it is made. */
  current?: KubernetesObject;
  old: KubernetesObject[];
  /** Set in the turn that made the present ReplicaSet. */
  created: boolean;
}

/**
 * The status of a Deployment as deployment/sync.go and progress.go of Kubernetes 1.36 compute it:
 * counts, Available and Progressing with their reasons and messages, ReplicaFailure taken over from
 * the ReplicaSet. Counts that are 0 are left out, as the API server does for those fields.
 */
export function deploymentStatus(view: RolloutView): Fields {
  const { deployment, current, old } = view;
  const all = current ? [current, ...old] : old;
  const sum = (of: (rs: KubernetesObject) => number) =>
    all.reduce((total, rs) => total + of(rs), 0);
  const counts = {
    replicas: sum(rs => observed(rs).replicas),
    updatedReplicas: current ? observed(current).replicas : 0,
    readyReplicas: sum(rs => observed(rs).ready),
    availableReplicas: sum(rs => observed(rs).available),
    unavailableReplicas: Math.max(
      0,
      sum(desired) - sum(rs => observed(rs).available),
    ),
  };
  return {
    observedGeneration: deployment.metadata.generation,
    ...Object.fromEntries(
      Object.entries(counts).filter(([, value]) => value > 0),
    ),
    terminatingReplicas: 0,
    conditions: deploymentConditions(view, counts),
  };
}

/** Milliseconds until a rollout without progress counts as failed; `undefined` when it is complete or has failed. */
export function untilProgressDeadline(
  deployment: KubernetesObject,
  status: Fields,
): number | undefined {
  const progressing = find(items(status.conditions), 'Progressing');
  const settled = ['NewReplicaSetAvailable', 'ProgressDeadlineExceeded'];
  if (!progressing || settled.includes(text(progressing.reason))) {
    return undefined;
  }
  const since = Date.parse(text(progressing.lastUpdateTime));
  return Math.max(0, since + progressDeadline(deployment) - Date.now()) + 1_000;
}

type Counts = Record<
  | 'replicas'
  | 'updatedReplicas'
  | 'readyReplicas'
  | 'availableReplicas'
  | 'unavailableReplicas',
  number
>;

function deploymentConditions(view: RolloutView, counts: Counts): Fields[] {
  let conditions = items(fields(view.deployment.status).conditions);
  conditions = setCondition(conditions, availability(view, counts));
  conditions = setCondition(conditions, progress(view, counts, conditions));
  const failure = view.current && replicaFailure(view.current);
  conditions = conditions.filter(({ type }) => type !== 'ReplicaFailure');
  return failure ? [...conditions, failure] : conditions;
}

function availability({ limits }: RolloutView, counts: Counts): Fields {
  const enough =
    counts.availableReplicas >= limits.replicas - limits.maxUnavailable;
  return enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progress(
  view: RolloutView,
  counts: Counts,
  conditions: Fields[],
): Fields | undefined {
  const { current, limits } = view;
  const name = current?.metadata.name;
  const before = find(conditions, 'Progressing');
  const progressing = (reason: string, message: string, status = 'True') => ({
    type: 'Progressing',
    status,
    reason,
    message,
  });
  if (!current) return undefined;
  if (view.created) {
    return progressing(
      'NewReplicaSetCreated',
      `Created new replica set "${name}"`,
    );
  }
  if (isComplete(counts, limits)) {
    return progressing(
      'NewReplicaSetAvailable',
      `ReplicaSet "${name}" has successfully progressed.`,
    );
  }
  if (!before) {
    return progressing('FoundNewReplicaSet', `Found new replica set "${name}"`);
  }
  if (before.reason === 'NewReplicaSetAvailable') return undefined;
  if (madeProgress(view, counts)) {
    return progressing(
      'ReplicaSetUpdated',
      `ReplicaSet "${name}" is progressing.`,
    );
  }
  const since = Date.parse(text(before.lastUpdateTime));
  return since + progressDeadline(view.deployment) <= Date.now()
    ? progressing(
        'ProgressDeadlineExceeded',
        `ReplicaSet "${name}" has timed out progressing.`,
        'False',
      )
    : undefined;
}

function isComplete(counts: Counts, { replicas }: RolloutLimits): boolean {
  return (
    counts.updatedReplicas === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas === replicas
  );
}

function madeProgress({ deployment }: RolloutView, counts: Counts): boolean {
  const before = fields(deployment.status);
  const oldBefore = count(before.replicas) - count(before.updatedReplicas);
  return (
    counts.updatedReplicas > count(before.updatedReplicas) ||
    counts.replicas - counts.updatedReplicas < oldBefore ||
    counts.readyReplicas > count(before.readyReplicas) ||
    counts.availableReplicas > count(before.availableReplicas)
  );
}

function progressDeadline(deployment: KubernetesObject): number {
  return count(fields(deployment.spec).progressDeadlineSeconds, 600) * 1_000;
}

function replicaFailure(current: KubernetesObject): Fields | undefined {
  const failure = find(
    items(fields(current.status).conditions),
    'ReplicaFailure',
  );
  return failure && { ...failure, lastUpdateTime: failure.lastTransitionTime };
}

function find(conditions: Fields[], type: string): Fields | undefined {
  return conditions.find(condition => condition.type === type);
}

/** Like SetDeploymentCondition: same status and reason change nothing but for progress, which renews `lastUpdateTime`. */
function setCondition(conditions: Fields[], wanted?: Fields): Fields[] {
  if (!wanted) return conditions;
  const before = find(conditions, text(wanted.type));
  const sameStatus = before?.status === wanted.status;
  const sameReason = before?.reason === wanted.reason;
  if (sameStatus && sameReason && wanted.reason !== 'ReplicaSetUpdated') {
    return conditions;
  }
  const time = now();
  return [
    ...conditions.filter(condition => condition !== before),
    {
      ...wanted,
      lastUpdateTime: time,
      lastTransitionTime: sameStatus ? before?.lastTransitionTime : time,
    },
  ];
}
