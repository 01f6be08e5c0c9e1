import { ForgeState } from '../forgeState';
import { readBranches, readTags } from '../git/readRefs';
import { moveRef, NO_COMMIT, removeRef } from '../git/refs';
import { Account, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { pullRequestEvent, refEvents } from '../webhookEvents';
import { now } from './clock';

interface RefChange {
  /** Name without `refs/heads/` or `refs/tags/`. */
  name: string;
  type: 'branch' | 'tag';
  before: string;
  after: string;
}

/**
 * Runs what may move branches and tags (a push, a commit over the API, a merge), alone in its repository, and then
 * brings the pull requests up to date and tells the webhooks.
 */
export async function withRefChanges<T>(
  state: ForgeState,
  repository: Repository,
  account: Account,
  change: () => Promise<T>,
): Promise<T> {
  return repository.exclusively(async () => {
    const before = await refsOf(repository);
    try {
      return await change();
    } finally {
      const after = await refsOf(repository);
      await follow(state, repository, account, [
        ...differences('branch', before.branches, after.branches),
        ...differences('tag', before.tags, after.tags),
      ]);
    }
  });
}

async function refsOf({ directory }: Repository) {
  const [branches, tags] = await Promise.all([
    readBranches(directory),
    readTags(directory),
  ]);
  return { branches, tags };
}

/** Removes a branch; its open pull requests are closed, as Gitea does. */
export async function removeBranch(
  state: ForgeState,
  repository: Repository,
  account: Account,
  branch: string,
): Promise<void> {
  await withRefChanges(state, repository, account, () =>
    removeRef(repository.directory, `refs/heads/${branch}`),
  );
}

/** Lets Git clients see the head of a pull request, also after its branch is gone. */
export async function publishHead(
  { directory }: Repository,
  { number, headCommit }: PullRecord,
): Promise<void> {
  await moveRef(directory, `refs/pull/${number}/head`, headCommit);
}

async function follow(
  state: ForgeState,
  repository: Repository,
  account: Account,
  changes: RefChange[],
): Promise<void> {
  if (changes.length === 0) return;
  repository.record.updatedAt = now();
  const events: [PullRecord, 'closed' | 'synchronized'][] = [];
  for (const change of changes) {
    for (const pull of repository.record.pulls) {
      const event = followIn(pull, change);
      if (event) events.push([pull, event]);
      if (event === 'synchronized') await publishHead(repository, pull);
    }
  }
  await repository.save();
  for (const change of changes) {
    await refEvents(state, repository, account, change);
  }
  for (const [pull, event] of events) {
    await pullRequestEvent(state, repository, pull, account, event);
  }
}

function followIn(
  pull: PullRecord,
  { name: branch, type, after }: RefChange,
): 'closed' | 'synchronized' | undefined {
  if (pull.state !== 'open' || type === 'tag') return undefined;
  const gone = after === NO_COMMIT;
  if (gone && (branch === pull.headBranch || branch === pull.baseBranch)) {
    pull.state = 'closed';
    pull.closedAt = now();
    pull.updatedAt = pull.closedAt;
    return 'closed';
  }
  if (branch !== pull.headBranch) return undefined;
  pull.headCommit = after;
  pull.updatedAt = now();
  return 'synchronized';
}

function differences(
  type: RefChange['type'],
  before: Map<string, string>,
  after: Map<string, string>,
): RefChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(name => ({
      name,
      type,
      before: before.get(name) ?? NO_COMMIT,
      after: after.get(name) ?? NO_COMMIT,
    }))
    .filter(change => change.before !== change.after);
}
