import { CauseStep } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { latestWarning } from './events';
import { asSentence, numberAt, subjectOf } from './objectFields';
import { podHealth } from './podHealth';

/** What a pod says about its owner. */
export interface PodProblem {
  failed: boolean;
  cause: CauseStep;
}

const DEEPEST_OWNERSHIP = 4;

/** The pods below an object; those of replica sets that are scaled to nothing no longer count. */
export function podsBelow(
  store: ObjectStore,
  object: KubernetesObject,
  depth = 0,
): KubernetesObject[] {
  const { uid } = object.metadata;
  if (!uid || depth > DEEPEST_OWNERSHIP) return [];
  if (
    object.kind === 'ReplicaSet' &&
    numberAt(object, 'spec', 'replicas') === 0
  ) {
    return [];
  }
  return store
    .ownedBy(uid)
    .flatMap(owned =>
      owned.kind === 'Pod' ? [owned] : podsBelow(store, owned, depth + 1),
    )
    .filter(pod => !pod.metadata.deletionTimestamp);
}

function problemOf(
  store: ObjectStore,
  pod: KubernetesObject,
): PodProblem | undefined {
  const health = podHealth(pod);
  if (health.state === 'ready') return undefined;
  const warning =
    health.state === 'failed' ? undefined : latestWarning(store, pod);
  const reason = warning?.reason ?? health.reason;
  return {
    failed: health.state === 'failed',
    cause: {
      subject: subjectOf(pod),
      sentence: warning ? asSentence(warning.message) : health.sentence,
      ...(reason ? { reason } : {}),
    },
  };
}

/** The worst that the pods below an object say; `undefined` when they are fine or there are none. */
export function podProblemBelow(
  store: ObjectStore,
  object: KubernetesObject,
): PodProblem | undefined {
  const problems = podsBelow(store, object).flatMap(
    pod => problemOf(store, pod) ?? [],
  );
  return problems.find(problem => problem.failed) ?? problems[0];
}
