import { CauseStep, Health } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject, NodeStep } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { latestWarning } from './events';
import { kstatus } from './kstatus';
import { asSentence, subjectOf } from './objectFields';
import { podProblemBelow } from './podProblem';

/** How a child is, and the way from it to what is wrong. */
export interface ChildDiagnosis {
  health: Health;
  /** First the child itself, then what lies behind it; empty when it is ready. */
  causes: CauseStep[];
}

const READY: Health = { state: 'ready', sentence: 'Ready' };

function readyWhenHealth(step: NodeStep): Health {
  const open = step.readyWhen.find(outcome => outcome.value !== true);
  return {
    state: 'progressing',
    sentence: open
      ? open.because ?? `Waits until \`${open.expression}\``
      : step.message || 'Is not ready yet',
  };
}

/** The author's readyWhen decides whether it is ready; the conventions of its kind say why it is not. */
function ownHealth(object: KubernetesObject, step?: NodeStep): Health {
  const conventional = kstatus(object);
  if (conventional.state === 'deleting') return conventional;
  if (!step || step.readyWhen.length === 0) return conventional;
  if (step.readyWhen.every(outcome => outcome.value === true)) return READY;
  return conventional.state === 'ready' ? readyWhenHealth(step) : conventional;
}

function behind(
  store: ObjectStore,
  object: KubernetesObject,
): { failed: boolean; cause: CauseStep } | undefined {
  const pod = podProblemBelow(store, object);
  if (pod) return pod;
  const candidates = [
    object,
    ...store.ownedBy(object.metadata.uid ?? ''),
  ].filter(({ kind }) => kind !== 'Pod');
  for (const candidate of candidates) {
    const warning = latestWarning(store, candidate);
    if (warning) {
      return {
        failed: false,
        cause: {
          subject: subjectOf(candidate),
          sentence: asSentence(warning.message),
          reason: warning.reason,
        },
      };
    }
  }
  return undefined;
}

/**
 * How one child is: its author's readyWhen where there is one, else the conventions of its kind; and, when it is not
 * ready, which pod or event says why. A readyWhen of a collection speaks for all its objects.
 */
export function diagnoseChild(
  store: ObjectStore,
  object: KubernetesObject,
  key: string,
  step?: NodeStep,
): ChildDiagnosis {
  const own = ownHealth(object, step);
  if (own.state === 'ready') {
    const pod = podProblemBelow(store, object);
    const heldUp = pod?.failed && kstatus(object).state !== 'ready';
    return {
      health: heldUp
        ? {
            ...own,
            sentence: `Ready; an update is held up: ${pod.cause.sentence}`,
          }
        : own,
      causes: [],
    };
  }
  const line: CauseStep = {
    subject: subjectOf(object),
    sentence: own.sentence,
    child: key,
    ...(own.reason ? { reason: own.reason } : {}),
  };
  if (own.state === 'deleting') return { health: own, causes: [line] };
  const deeper = behind(store, object);
  if (!deeper) return { health: own, causes: [line] };
  const reason = deeper.cause.reason ?? own.reason;
  return {
    health: {
      ...own,
      state: deeper.failed ? 'failed' : own.state,
      sentence: deeper.cause.sentence,
      ...(reason ? { reason } : {}),
    },
    causes:
      deeper.cause.sentence === line.sentence
        ? [line]
        : [line, { ...deeper.cause, child: key }],
  };
}
