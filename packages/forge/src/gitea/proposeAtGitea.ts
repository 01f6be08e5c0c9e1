import { ChangeSet, FileChange, PullRequest } from '../forge';
import { ForgeError } from '../forgeError';
import { reusableBranch, sameChange, withdrawAtGitea } from './branchOfChange';
import { checkChange } from './checkChange';
import { findPullRequest } from './findPullRequest';
import { comparisonOf, pullRequestOf } from './giteaAnswers';
import { encodedPath, GiteaRepository } from './giteaRepository';

/** One entry of `files` in Gitea's `ChangeFilesOptions`. */
interface FileOperation {
  operation: 'create' | 'update' | 'delete';
  path: string;
  content?: string;
  sha?: string;
}

/**
 * Branch, one commit and pull request; safe to repeat, leaves no branch behind when it fails.
 * What an earlier try left is used: its open pull request, or its branch when it holds the same change.
 */
export async function proposeAtGitea(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
): Promise<PullRequest> {
  checkChange(gitea, target, changeSet);
  const open = await findPullRequest(gitea, target, changeSet, 'open');
  if (open) return sameOrConflict(gitea, target, changeSet, open);

  const operations = await operationsOf(gitea, target, changeSet.files);
  if (operations.length === 0) {
    return alreadyDone(gitea, target, changeSet);
  }
  if (!(await reusableBranch(gitea, target, changeSet))) {
    await commit(gitea, target, changeSet, operations);
  }
  return openPullRequest(gitea, target, changeSet);
}

/** What must be done to make the target branch's files as wanted; files that already are so are left out. */
async function operationsOf(
  gitea: GiteaRepository,
  target: string,
  files: FileChange[],
): Promise<FileOperation[]> {
  const operations = await Promise.all(
    files.map(async ({ path, content }): Promise<FileOperation[]> => {
      const current = await gitea.file(path, target);
      if (content === null) {
        return current ? [{ operation: 'delete', path, sha: current.sha }] : [];
      }
      const encoded = Buffer.from(content, 'utf8').toString('base64');
      if (!current) return [{ operation: 'create', path, content: encoded }];
      return current.content === content
        ? []
        : [{ operation: 'update', path, content: encoded, sha: current.sha }];
    }),
  );
  return operations.flat();
}

async function alreadyDone(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
): Promise<PullRequest> {
  const merged = await findPullRequest(gitea, target, changeSet, 'closed');
  if (merged) return merged;
  await withdrawAtGitea(gitea, target, changeSet);
  throw new ForgeError({
    kind: 'invalid',
    request: `propose the change ${JSON.stringify(changeSet.title)} to ${
      gitea.fullName
    }`,
    answer: `nothing would change: ${changeSet.files
      .map(file => file.path)
      .join(', ')} on ${target} already is as wanted`,
    advice: 'Change something, or leave it as it is',
  });
}

async function sameOrConflict(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
  pullRequest: PullRequest,
): Promise<PullRequest> {
  const { paths } = comparisonOf(
    await gitea.json({
      doing: `compare ${changeSet.branch} with ${target} of ${gitea.fullName}`,
      path: `/compare/${encodedPath(target)}...${encodedPath(
        changeSet.branch,
      )}`,
    }),
  );
  if (await sameChange(gitea, changeSet, paths)) return pullRequest;
  throw new ForgeError({
    kind: 'conflict',
    request: `propose the change ${JSON.stringify(changeSet.title)} to ${
      gitea.fullName
    }`,
    answer: `pull request #${pullRequest.number} of the branch ${changeSet.branch} is open with another change`,
    advice: `Merge or close ${pullRequest.url} first`,
  });
}

/** Makes branch and commit in one request, so there is never a branch without its commit. */
async function commit(
  gitea: GiteaRepository,
  target: string,
  { branch, commitMessage, author }: ChangeSet,
  files: FileOperation[],
): Promise<void> {
  try {
    await gitea.json({
      doing: `commit ${files
        .map(file => file.path)
        .join(', ')} to the branch ${branch} of ${gitea.fullName}`,
      method: 'POST',
      path: '/contents',
      body: {
        branch: target,
        new_branch: branch,
        message: commitMessage,
        files,
        ...(author ? { author } : {}),
      },
    });
  } catch (error) {
    // The host may have finished what we did not hear of; a refusal made nothing.
    throw isUncertain(error)
      ? await afterRemoving(gitea, branch, error)
      : error;
  }
}

async function openPullRequest(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
): Promise<PullRequest> {
  const { branch, title, body } = changeSet;
  const doing = `open a pull request from ${branch} to ${target} in ${gitea.fullName}`;
  try {
    const opened = pullRequestOf(
      await gitea.json({
        doing,
        method: 'POST',
        path: '/pulls',
        body: { head: branch, base: target, title, body },
      }),
    );
    if (opened) return opened;
    throw gitea.unexpected(doing, 'the answer is not a pull request');
  } catch (error) {
    const open = await openedAfterAll(gitea, target, changeSet, error);
    if (open) return sameOrConflict(gitea, target, changeSet, open);
    throw await afterRemoving(gitea, branch, error);
  }
}

/**
 * The open pull request of the branch, when the failure leaves it possible that there is one: somebody was faster
 * (409), or the host did what was asked and only its answer was lost.
 */
async function openedAfterAll(
  gitea: GiteaRepository,
  target: string,
  changeSet: ChangeSet,
  failure: unknown,
): Promise<PullRequest | undefined> {
  const conflict = failure instanceof ForgeError && failure.status === 409;
  if (!conflict && !isUncertain(failure)) return undefined;
  try {
    return await findPullRequest(gitea, target, changeSet, 'open');
  } catch (error) {
    // A host that cannot be asked either has been reported by the failure itself.
    if (error instanceof ForgeError) return undefined;
    throw error;
  }
}

function isUncertain(error: unknown): boolean {
  return (
    error instanceof ForgeError &&
    (error.kind === 'unreachable' || error.kind === 'failed')
  );
}

/** Removes the branch and returns the error to throw: the given one, or one that says the branch is still there. */
async function afterRemoving(
  gitea: GiteaRepository,
  branch: string,
  error: unknown,
): Promise<unknown> {
  try {
    await gitea.deleteBranch(branch);
    return error;
  } catch (cause) {
    if (!(error instanceof ForgeError)) return cause;
    return new ForgeError({
      kind: error.kind,
      request: error.request,
      host: error.host,
      status: error.status,
      answer: error.answer,
      advice: `${error.advice}. The branch ${branch} may still be there; a repeated try uses or removes it`,
      cause,
    });
  }
}
