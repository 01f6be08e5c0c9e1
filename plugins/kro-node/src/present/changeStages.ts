import {
  changeActionOf,
  ChangeFacts,
  ChangeStage,
  ChangeStageId,
} from '@mini-atlas/backstage-plugin-kro-common';
import { DeliveryProgress } from './changeDelivery';
import {
  ChangedInstance,
  expansionProgress,
  removalProgress,
} from './changeOutcome';
import { StageProgress } from './stageProgress';

/** What the stages of a change are told from. */
export interface ChangeEvidence {
  facts: ChangeFacts;
  /** Absent before the merge. */
  delivery?: DeliveryProgress;
  /** Absent when the cluster has no such instance. */
  instance?: ChangedInstance;
  /** RFC 3339: when that instance was seen to go. */
  goneAt?: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * For so long a host may still be looking whether it can merge what was proposed, or what others changed since; Gitea
 * says no in the meantime.
 */
const LOOKING_MS = 5_000;

const ORDER: ChangeStageId[] = [
  'proposed',
  'merged',
  'fetched',
  'applied',
  'expanded',
  'ready',
];

function mergeProgress({ facts, now }: ChangeEvidence): StageProgress {
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
      sentence: 'The pull request was closed without a merge',
      help: 'Reopen it, or propose the change again',
      ...(facts.closedAt ? { at: facts.closedAt } : {}),
    };
  }
  if (facts.mergeable) {
    return {
      done: false,
      sentence: 'Waits for someone to merge the pull request',
    };
  }
  const since = Date.parse(facts.unmergeableSince ?? facts.createdAt);
  return now < since + LOOKING_MS
    ? { done: false, sentence: 'The Git host looks whether it can be merged' }
    : {
        done: false,
        failed: true,
        sentence: 'It conflicts with the target branch',
        help: 'Update its branch, or close it and propose the change again',
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
    merged: mergeProgress(evidence),
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
    const { done, failed, ...said } = stage;
    const pending = failed ? 'failed' : 'current';
    return { id, state: done ? 'done' : pending, ...said };
  });
}
