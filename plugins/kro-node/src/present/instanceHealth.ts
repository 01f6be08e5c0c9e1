import { Health } from '@mini-atlas/backstage-plugin-kro-common';
import { Condition, KubernetesObject, Step } from '@mini-atlas/kro';
import { asSentence, conditionOf, conditionsOf, textAt } from './objectFields';
import { ChildCounts, InstanceRules } from './instanceRules';

const RECONCILE = 'kro.run/reconcile';

/** False while KRO's conditions speak of an older spec. An author's own conditions may carry no generation. */
export function isObserved(instance: KubernetesObject): boolean {
  const { generation } = instance.metadata;
  if (!textAt(instance, 'status', 'state')) return false;
  return conditionsOf(instance).every(
    ({ observedGeneration }) =>
      observedGeneration === undefined ||
      generation === undefined ||
      observedGeneration >= generation,
  );
}

function sinceOf(condition: Condition | undefined): { since?: string } {
  return condition?.lastTransitionTime
    ? { since: condition.lastTransitionTime }
    : {};
}

/** A node whose readyWhen is false now, although KRO has not said so yet. */
function hasFallenBehind(step: Step | undefined): boolean {
  return Object.values(step?.nodes ?? {}).some(
    node =>
      node.state === 'progressing' &&
      node.readyWhen.some(outcome => outcome.value === false),
  );
}

function errorHealth(instance: KubernetesObject): Health {
  const condition =
    conditionsOf(instance).find(
      ({ type, status, message }) =>
        type !== 'Ready' && status === 'False' && message,
    ) ?? conditionOf(instance, 'Ready');
  return {
    state: 'failed',
    sentence: asSentence(condition?.message || 'KRO reports an error'),
    ...(condition?.reason ? { reason: condition.reason } : {}),
    ...sinceOf(condition),
  };
}

function progressHealth(
  instance: KubernetesObject,
  counts: ChildCounts,
): Health {
  const { ready, total } = counts;
  return {
    state: 'progressing',
    sentence:
      ready === total
        ? 'All children are ready; KRO has not confirmed it yet'
        : `${ready} of ${total} children ready`,
    ...sinceOf(conditionOf(instance, 'Ready')),
  };
}

/**
 * How an instance is by what KRO says of it, corrected where its children already say otherwise. The sentence is about
 * the instance itself; what lies behind it is the root cause's matter.
 */
export function instanceHealthOf(
  instance: KubernetesObject,
  { abstraction, step }: InstanceRules,
  counts: ChildCounts,
): Health {
  const { deletionTimestamp, creationTimestamp, annotations } =
    instance.metadata;
  const ready = conditionOf(instance, 'Ready');
  if (deletionTimestamp) {
    const left = counts.existing;
    return {
      state: 'deleting',
      sentence:
        left === 0
          ? 'Is being removed'
          : `Is being removed; ${left} of its children are still there`,
      since: deletionTimestamp,
    };
  }
  if (annotations?.[RECONCILE] === 'suspended') {
    return {
      state: 'waiting',
      sentence: `KRO is told to leave it alone (annotation ${RECONCILE})`,
      ...sinceOf(ready),
    };
  }
  if (!isObserved(instance)) {
    return abstraction.health.state === 'ready'
      ? {
          state: 'progressing',
          sentence: 'KRO has not taken it up yet',
          ...(creationTimestamp ? { since: creationTimestamp } : {}),
        }
      : {
          state: 'waiting',
          sentence: `${abstraction.title} is not ready: ${abstraction.health.sentence}`,
          ...(creationTimestamp ? { since: creationTimestamp } : {}),
        };
  }
  const state = textAt(instance, 'status', 'state');
  if (state === 'ACTIVE' && !hasFallenBehind(step)) {
    return { state: 'ready', sentence: 'Ready', ...sinceOf(ready) };
  }
  return state === 'ERROR' || state === 'FAILED'
    ? errorHealth(instance)
    : progressHealth(instance, counts);
}
