import {
  ChangeFacts,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { StageProgress, timeAfter } from './stageProgress';

/** The instance that a change is about, as the cluster shows it now. */
export interface ChangedInstance {
  summary: InstanceSummary;
  /** KRO has acted on the newest spec. */
  observed: boolean;
  /** Children that exist, of those that should. */
  existing: number;
  /** Every child that is there, `Kind name`. */
  present: string[];
  /** RFC 3339: when the newest of them was made. */
  madeAt?: string;
}

/** The last two stages of a change: KRO's work, and what came of it. */
export interface Outcome {
  expanded: StageProgress;
  ready: StageProgress;
}

interface OutcomeEvidence {
  facts: ChangeFacts;
  instance?: ChangedInstance;
  goneAt?: string;
}

/** `Deployment shop`, `Deployment shop and Service shop`, `Deployment shop and 3 others`. */
function named([first, ...others]: string[]): string {
  if (others.length === 0) return first;
  return `${first} and ${
    others.length === 1 ? others[0] : `${others.length} others`
  }`;
}

/** How far a removal is that Flux has applied. */
export function removalProgress({
  facts,
  instance,
  goneAt,
}: OutcomeEvidence): Outcome {
  if (!instance) {
    const gone = timeAfter(goneAt, facts.mergedAt);
    return {
      expanded: { done: true, sentence: 'Its children are gone', ...gone },
      ready: { done: true, sentence: 'It is gone', ...gone },
    };
  }
  const ready = { done: false, sentence: 'It is gone once its children are' };
  const left = instance.present;
  if (instance.summary.health.state !== 'deleting') {
    return {
      expanded: {
        done: false,
        sentence: 'It is still there, although its file is gone',
        help: 'Flux removes only what it has applied itself and may prune. If it stays so, ask the platform team',
      },
      ready,
    };
  }
  return {
    expanded: {
      done: left.length === 0,
      sentence:
        left.length === 0
          ? 'Its children are gone'
          : `${named(left)} ${left.length === 1 ? 'is' : 'are'} still there`,
      ...(left.length > 0
        ? {
            help: 'Each goes when its own controller lets it; if one stays, its finalizers say who holds it',
          }
        : {}),
    },
    ready,
  };
}

const MEND = 'Correct it by another change, or remove it';

/** How far a creation or an edit is that Flux has applied. */
export function expansionProgress({
  facts,
  instance,
}: OutcomeEvidence): Outcome {
  const later = { done: false, sentence: 'Ready once its children are' };
  if (!instance) {
    const path = facts.files[0]?.path ?? 'the change';
    return {
      expanded: {
        done: false,
        sentence: `The cluster shows no instance from \`${path}\` yet`,
        help: 'If it stays so, it was removed since, or a kustomization.yaml leaves the file out',
      },
      ready: later,
    };
  }
  const { summary, observed, existing, madeAt } = instance;
  const { total, ready } = summary.children;
  const { health } = summary;
  const since = timeAfter(health.since, facts.mergedAt);
  const stuck: StageProgress = {
    done: false,
    failed: true,
    sentence: health.sentence,
    help: MEND,
    ...since,
  };
  const failed = health.state === 'failed';
  if (!observed || existing < total) {
    const sentence = observed
      ? `${existing} of ${total} children exist`
      : notTakenUp(summary);
    return {
      expanded: failed ? stuck : { done: false, sentence },
      ready: later,
    };
  }
  const expanded = {
    done: true,
    sentence:
      total === 1 ? 'KRO made its child' : `KRO made its ${total} children`,
    ...timeAfter(madeAt, facts.mergedAt),
  };
  if (failed) return { expanded, ready: stuck };
  return {
    expanded,
    ready:
      health.state === 'ready'
        ? { done: true, sentence: 'Ready', ...since }
        : { done: false, sentence: `${ready} of ${total} children ready` },
  };
}

function notTakenUp({ health }: InstanceSummary): string {
  return health.state === 'waiting'
    ? health.sentence
    : 'KRO has not taken it up yet';
}
