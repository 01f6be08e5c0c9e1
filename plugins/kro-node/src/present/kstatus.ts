import { Health } from '@mini-atlas/backstage-plugin-kro-common';
import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { kindHealth } from './kindHealth';
import { asSentence, conditionOf, numberAt } from './objectFields';

const READY: Health = { state: 'ready', sentence: 'Ready' };

/** A health from a condition: its message, else what the type and reason say. */
export function healthOfCondition(
  condition: Condition,
  state: Health['state'],
): Health {
  const { type, status, reason, message, lastTransitionTime } = condition;
  return {
    state,
    sentence: asSentence(message || `${type} is ${status}`),
    ...(lastTransitionTime ? { since: lastTransitionTime } : {}),
    ...(reason ? { reason } : {}),
  };
}

function deletionHealth(object: KubernetesObject): Health | undefined {
  const since = object.metadata.deletionTimestamp;
  if (!since) return undefined;
  const waitsFor = object.metadata.finalizers?.join(', ');
  return {
    state: 'deleting',
    sentence: waitsFor
      ? `Is being removed; waits for ${waitsFor}`
      : 'Is being removed',
    since,
  };
}

function staleHealth(object: KubernetesObject): Health | undefined {
  const observed = numberAt(object, 'status', 'observedGeneration');
  const { generation } = object.metadata;
  return observed !== undefined &&
    generation !== undefined &&
    observed < generation
    ? {
        state: 'progressing',
        sentence: `Its controller has not looked at the newest ${object.kind} yet`,
      }
    : undefined;
}

function isPassing(reason: string | undefined): boolean {
  return /progress|pending|waiting|creating|starting|unknown|reconcil|setting/i.test(
    reason ?? '',
  );
}

function conditionHealth(object: KubernetesObject): Health | undefined {
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') return healthOfCondition(stalled, 'failed');
  const reconciling = conditionOf(object, 'Reconciling');
  if (reconciling?.status === 'True') {
    return healthOfCondition(reconciling, 'progressing');
  }
  const ready = conditionOf(object, 'Ready');
  if (!ready) return undefined;
  if (ready.status === 'True') return READY;
  const failed =
    ready.status === 'False' && /fail|error/i.test(ready.reason ?? '');
  return healthOfCondition(
    ready,
    failed && !isPassing(ready.reason) ? 'failed' : 'progressing',
  );
}

/**
 * How an object is by the conventions of kstatus (`sigs.k8s.io/cli-utils/pkg/kstatus`): deletion first, then what its
 * controller has not seen yet, then the rules of its kind, then Stalled, Reconciling and Ready conditions. An object
 * of which nothing says otherwise is ready because it exists.
 */
export function kstatus(object: KubernetesObject): Health {
  return (
    deletionHealth(object) ??
    staleHealth(object) ??
    kindHealth(object) ??
    conditionHealth(object) ??
    READY
  );
}
