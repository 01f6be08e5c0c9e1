import {
  ChangeStageId,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';

/** What the stages are called. A removal ends with the instance gone. */
export function stageWord(
  id: ChangeStageId,
  action: ChangeSummary['action'],
): string {
  const words: Record<ChangeStageId, string> = {
    proposed: 'Proposed',
    merged: 'Merged',
    fetched: 'Fetched',
    applied: 'Applied',
    expanded: action === 'remove' ? 'Taken down' : 'Expanded',
    ready: action === 'remove' ? 'Gone' : 'Ready',
  };
  return words[id];
}

/** Whether nothing more will come of a change: every stage is done, or it was closed. */
export function isOver(change: ChangeSummary): boolean {
  return (
    change.state === 'closed' ||
    change.stages.every(({ state }) => state === 'done')
  );
}

/** Where a change stands, as one sentence: that of the stage it failed at, is at, or reached last. */
export function whereItStands(change: ChangeSummary): string {
  if (change.state === 'closed') {
    return 'Closed without merging: nothing happens.';
  }
  const { stages } = change;
  const stage =
    stages.find(({ state }) => state === 'failed') ??
    stages.find(({ state }) => state === 'current') ??
    [...stages].reverse().find(({ state }) => state === 'done');
  return stage?.sentence ?? '';
}
