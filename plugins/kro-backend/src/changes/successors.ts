import {
  ChangeStage,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';

function successorOf(
  change: ChangeSummary,
  changes: ChangeSummary[],
): ChangeSummary | undefined {
  const path = change.files[0]?.path;
  if (change.state !== 'merged' || !path) return undefined;
  return changes.find(
    other =>
      other.state === 'merged' &&
      other.number > change.number &&
      (other.mergedAt ?? '') >= (change.mergedAt ?? '') &&
      other.files.some(file => file.path === path),
  );
}

function followed(stage: ChangeStage, successor: ChangeSummary): ChangeStage {
  if (stage.state !== 'done') {
    return {
      id: stage.id,
      state: 'done',
      sentence: `Followed by change #${successor.number}`,
    };
  }
  const { at, ...rest } = stage;
  const isOwn =
    at !== undefined && Date.parse(at) < Date.parse(successor.mergedAt ?? '');
  return isOwn ? stage : rest;
}

/**
 * The cluster shows only what the newest change of a file led to. A merged change that a later one followed is over:
 * its open stages say so instead of waiting for something that will not come, and what happened since the later one was
 * merged is not its own.
 */
export function withSuccessors(changes: ChangeSummary[]): ChangeSummary[] {
  return changes.map(change => {
    const successor = successorOf(change, changes);
    if (!successor) return change;
    return {
      ...change,
      stages: change.stages.map(stage => followed(stage, successor)),
    };
  });
}
