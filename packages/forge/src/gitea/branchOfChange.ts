import { ChangeSet } from '../forge';
import { ForgeError } from '../forgeError';
import { checkChange } from './checkChange';
import { findPullRequest } from './findPullRequest';
import { comparisonOf } from './giteaAnswers';
import { encodedPath, GiteaRepository } from './giteaRepository';

/**
 * What stands under the name of the change's branch: nothing, no commit, this very change, an older version of it (the
 * same files with other contents), or something else.
 */
type BranchState = 'none' | 'empty' | 'same' | 'older' | 'other';

async function branchState(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
): Promise<BranchState> {
  const { branch } = changeSet;
  if ((await gitea.branchHead(branch)) === undefined) return 'none';
  const { commits, paths } = comparisonOf(
    await gitea.json({
      doing: `compare ${branch} with ${target} of ${gitea.fullName}`,
      path: `/compare/${encodedPath(target)}...${encodedPath(branch)}`,
    }),
  );
  if (commits === 0) return 'empty';
  if (await sameChange(gitea, changeSet, paths)) return 'same';
  const own = new Set(changeSet.files.map(({ path }) => path));
  return [...paths].every(path => own.has(path)) ? 'older' : 'other';
}

/**
 * True when the branch is there with this change; one that is empty or holds an older version of it, left by a broken
 * try, is removed. Throws `ForgeError` of kind `conflict` when it holds something else.
 */
export async function reusableBranch(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
): Promise<boolean> {
  const { branch } = changeSet;
  const state = await branchState(gitea, target, changeSet);
  if (state === 'empty' || state === 'older') await gitea.deleteBranch(branch);
  if (state !== 'other') return state === 'same';
  throw new ForgeError({
    kind: 'conflict',
    request: `make the branch ${branch} of ${gitea.fullName}`,
    answer: 'there is a branch of that name with another change',
    advice: 'Remove that branch, or use another name',
  });
}

/**
 * Removes the branch that a broken try of this change left. One that holds something else, or from which a pull
 * request is open, stays.
 */
export async function withdrawAtGitea(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
): Promise<void> {
  checkChange(gitea, target, changeSet);
  if (await findPullRequest(gitea, target, changeSet, 'open')) return;
  const state = await branchState(gitea, target, changeSet);
  if (state !== 'none' && state !== 'other') {
    await gitea.deleteBranch(changeSet.branch);
  }
}

/** Whether the branch makes the files as wanted, and `touched`, the paths it touches, are no others. */
export async function sameChange(
  gitea: GiteaRepository,
  { branch, files }: ChangeSet,
  touched: Set<string>,
): Promise<boolean> {
  const wanted = new Set(files.map(file => file.path));
  if ([...touched].some(path => !wanted.has(path))) return false;
  const same = await Promise.all(
    files.map(async ({ path, content }) => {
      const there = await gitea.file(path, branch);
      return (there?.content ?? null) === content;
    }),
  );
  return same.every(Boolean);
}
