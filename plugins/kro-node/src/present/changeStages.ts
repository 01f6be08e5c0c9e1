import {
  changeActionOf,
  ChangeFacts,
  ChangeStage,
  ChangeStageId,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { DeliveryProgress, StageProgress } from './changeDelivery';

/** The instance that a change is about, as the cluster shows it now. */
export interface ChangedInstance {
  summary: InstanceSummary;
  /** KRO has acted on the newest spec. */
  observed: boolean;
  /** Children that exist, of those that should. */
  existing: number;
}

/** What the stages of a change are told from. */
export interface ChangeEvidence {
  facts: ChangeFacts;
  /** Absent before the merge. */
  delivery?: DeliveryProgress;
  /** Absent when the cluster has no such instance. */
  instance?: ChangedInstance;
}

const ORDER: ChangeStageId[] = [
  'proposed',
  'merged',
  'fetched',
  'applied',
  'expanded',
  'ready',
];

function mergeProgress(facts: ChangeFacts): StageProgress {
  if (facts.state === 'merged') {
    return {
      done: true,
      sentence: 'It was merged',
      ...(facts.mergedAt ? { at: facts.mergedAt } : {}),
    };
  }
  if (facts.state === 'closed') {
    return {
      done: false,
      failed: true,
      sentence: 'The pull request was closed without a merge; order again',
      ...(facts.closedAt ? { at: facts.closedAt } : {}),
    };
  }
  return facts.mergeable
    ? { done: false, sentence: 'Waits for someone to merge the pull request' }
    : {
        done: false,
        failed: true,
        sentence:
          'It conflicts with the target branch; update the branch or order again',
      };
}

function removalProgress({ instance }: ChangeEvidence): {
  expanded: StageProgress;
  ready: StageProgress;
} {
  if (!instance) {
    return {
      expanded: { done: true, sentence: 'Its children are gone' },
      ready: { done: true, sentence: 'It is gone' },
    };
  }
  const left = instance.existing;
  return {
    expanded: {
      done: left === 0,
      sentence:
        left === 1
          ? '1 child is still there'
          : `${left} children are still there`,
    },
    ready: { done: false, sentence: 'It is gone once its children are' },
  };
}

function expansionProgress({ facts, instance }: ChangeEvidence): {
  expanded: StageProgress;
  ready: StageProgress;
} {
  const later = { done: false, sentence: 'Ready once its children are' };
  if (!instance) {
    const path = facts.files[0]?.path ?? 'the change';
    const sentence = `The cluster shows no instance from \`${path}\` yet`;
    return { expanded: { done: false, sentence }, ready: later };
  }
  const { summary, observed, existing } = instance;
  const { total, ready } = summary.children;
  const failed = summary.health.state === 'failed';
  if (!observed || existing < total) {
    const sentence = observed
      ? `${existing} of ${total} children exist`
      : 'KRO has not taken it up yet';
    return {
      expanded: {
        done: false,
        failed,
        sentence: failed ? summary.health.sentence : sentence,
      },
      ready: later,
    };
  }
  const since = summary.health.since;
  return {
    expanded: { done: true, sentence: `KRO made its ${total} children` },
    ready:
      summary.health.state === 'ready'
        ? { done: true, sentence: 'Ready', ...(since ? { at: since } : {}) }
        : {
            done: false,
            failed,
            sentence: failed
              ? summary.health.sentence
              : `${ready} of ${total} children ready`,
          },
  };
}

const AHEAD: Record<ChangeStageId, string> = {
  proposed: 'Becomes a pull request',
  merged: 'Waits for the merge',
  fetched: 'Flux fetches it after the merge',
  applied: 'Flux applies it once it has fetched it',
  expanded: 'KRO acts once it is applied',
  ready: 'Ready once its children are',
};

const AHEAD_OF_REMOVAL: Partial<typeof AHEAD> = {
  applied: 'Flux removes it once it has fetched the change',
  expanded: 'KRO removes its children once Flux has removed it',
  ready: 'Gone once its children are',
};

/**
 * Proposed → Merged → Fetched → Applied → Expanded → Ready, for a creation, an edit or a removal. The first stage that
 * is not done is `current`, or `failed` when it will not get on by itself; all after it wait.
 */
export function changeStagesOf(evidence: ChangeEvidence): ChangeStage[] {
  const { facts, delivery } = evidence;
  const removal = changeActionOf(facts) === 'remove';
  const end = removal ? removalProgress(evidence) : expansionProgress(evidence);
  const ahead = removal ? { ...AHEAD, ...AHEAD_OF_REMOVAL } : AHEAD;
  const progress: Record<ChangeStageId, StageProgress | undefined> = {
    proposed: {
      done: true,
      sentence: `Proposed by ${facts.author}`,
      at: facts.createdAt,
    },
    merged: mergeProgress(facts),
    fetched: delivery?.fetched,
    applied: delivery?.applied,
    ...end,
  };
  let reached = true;
  return ORDER.map(id => {
    const stage = progress[id];
    if (!reached || !stage) {
      reached = false;
      return { id, state: 'waiting', sentence: ahead[id] };
    }
    reached = stage.done;
    const pending = stage.failed ? 'failed' : 'current';
    return {
      id,
      state: stage.done ? 'done' : pending,
      sentence: stage.sentence,
      ...(stage.at ? { at: stage.at } : {}),
    };
  });
}
