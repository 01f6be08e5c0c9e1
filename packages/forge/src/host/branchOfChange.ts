import { ChangeSet } from '../forge';
import { ForgeError } from '../forgeError';
import { checkChange } from './checkChange';
import { findPullRequest } from './findPullRequest';
import { ChangeHost } from './forgeHost';

/**
 * What stands under the name of the change's branch: nothing, no commit, this very change, an older version of it (the
 * same files with other contents), or something else.
 */
type BranchState = 'none' | 'empty' | 'same' | 'older' | 'other';

async function branchState(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): Promise<BranchState> {
  const { branch } = changeSet;
  if ((await host.branchHead(branch)) === undefined) return 'none';
  const { commits, paths } = await host.compare(target, branch);
  if (commits === 0) return 'empty';
  if (await sameChange(host, changeSet, paths)) return 'same';
  const own = new Set(changeSet.files.map(({ path }) => path));
  return [...paths].every(path => own.has(path)) ? 'older' : 'other';
}

/**
 * True when the branch is there with this change; one that is empty or holds an older version of it, left by a broken
 * try, is removed. Throws `ForgeError` of kind `conflict` when it holds something else.
 */
export async function reusableBranch(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): Promise<boolean> {
  const { branch } = changeSet;
  const state = await branchState(host, target, changeSet);
  if (state === 'empty' || state === 'older') await host.deleteBranch(branch);
  if (state !== 'other') return state === 'same';
  throw new ForgeError({
    kind: 'conflict',
    request: `make the branch ${branch} of ${host.repository}`,
    answer: 'there is a branch of that name with another change',
    advice: 'Remove that branch, or use another name',
  });
}

/**
 * Removes the branch that a broken try of this change left. One that holds something else, or from which a pull
 * request is open, stays.
 */
export async function withdrawChange(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): Promise<void> {
  checkChange(host, target, changeSet);
  if (await findPullRequest(host, target, changeSet, 'open')) return;
  const state = await branchState(host, target, changeSet);
  if (state !== 'none' && state !== 'other') {
    await host.deleteBranch(changeSet.branch);
  }
}

/** Whether the branch makes the files as wanted, and `touched`, the paths it touches, are no others. */
export async function sameChange(
  host: ChangeHost,
  { branch, files }: ChangeSet,
  touched: Set<string>,
): Promise<boolean> {
  const wanted = new Set(files.map(file => file.path));
  if ([...touched].some(path => !wanted.has(path))) return false;
  const same = await Promise.all(
    files.map(async ({ path, content }) => {
      const there = await host.file(path, branch);
      return (there?.content ?? null) === content;
    }),
  );
  return same.every(Boolean);
}
