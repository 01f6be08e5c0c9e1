import { ChangeSet, FileChange, PullRequest } from '../forge';
import { ForgeError } from '../forgeError';
import { reusableBranch, sameChange, withdrawChange } from './branchOfChange';
import { checkChange } from './checkChange';
import { findPullRequest } from './findPullRequest';
import { ChangeHost, FileOperation } from './forgeHost';

/**
 * Branch, one commit and pull request; safe to repeat, leaves no branch behind when it fails.
 * What an earlier try left is used: its open pull request, or its branch when it holds the same change.
 */
export async function proposeChange(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): Promise<PullRequest> {
  checkChange(host, target, changeSet);
  const open = await findPullRequest(host, target, changeSet, 'open');
  if (open) return sameOrConflict(host, target, changeSet, open);

  const operations = await operationsOf(host, target, changeSet.files);
  if (operations.length === 0) {
    return alreadyDone(host, target, changeSet);
  }
  if (!(await reusableBranch(host, target, changeSet))) {
    await commit(host, target, changeSet, operations);
  }
  return openPullRequest(host, target, changeSet);
}

/** What must be done to make the target branch's files as wanted; files that already are so are left out. */
async function operationsOf(
  host: ChangeHost,
  target: string,
  files: FileChange[],
): Promise<FileOperation[]> {
  const operations = await Promise.all(
    files.map(async ({ path, content }): Promise<FileOperation[]> => {
      const current = await host.file(path, target);
      if (content === null) {
        return current ? [{ operation: 'delete', path, id: current.id }] : [];
      }
      if (!current) return [{ operation: 'create', path, content }];
      return current.content === content
        ? []
        : [{ operation: 'update', path, content, id: current.id }];
    }),
  );
  return operations.flat();
}

async function alreadyDone(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): Promise<PullRequest> {
  const merged = await findPullRequest(host, target, changeSet, 'closed');
  if (merged) return merged;
  await withdrawChange(host, target, changeSet);
  throw new ForgeError({
    kind: 'invalid',
    request: `propose the change ${JSON.stringify(changeSet.title)} to ${
      host.repository
    }`,
    answer: `nothing would change: ${changeSet.files
      .map(file => file.path)
      .join(', ')} on ${target} already is as wanted`,
    advice: 'Change something, or leave it as it is',
  });
}

async function sameOrConflict(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
  pullRequest: PullRequest,
): Promise<PullRequest> {
  const { paths } = await host.compare(target, changeSet.branch);
  if (await sameChange(host, changeSet, paths)) return pullRequest;
  throw new ForgeError({
    kind: 'conflict',
    request: `propose the change ${JSON.stringify(changeSet.title)} to ${
      host.repository
    }`,
    answer: `pull request #${pullRequest.number} of the branch ${changeSet.branch} is open with another change`,
    advice: `Merge or close ${pullRequest.url} first`,
  });
}

async function commit(
  host: ChangeHost,
  target: string,
  { branch, commitMessage, author }: ChangeSet,
  files: FileOperation[],
): Promise<void> {
  try {
    await host.commit({
      branch,
      from: target,
      message: commitMessage,
      files,
      ...(author ? { author } : {}),
    });
  } catch (error) {
    // The host may have finished what we did not hear of; a refusal made nothing.
    throw isUncertain(error) ? await afterRemoving(host, branch, error) : error;
  }
}

async function openPullRequest(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): Promise<PullRequest> {
  const { branch, title, body } = changeSet;
  try {
    return await host.openPullRequest({ branch, target, title, body });
  } catch (error) {
    const open = await openedAfterAll(host, target, changeSet, error);
    if (open) return sameOrConflict(host, target, changeSet, open);
    throw await afterRemoving(host, branch, error);
  }
}

/**
 * The open pull request of the branch, when the failure leaves it possible that there is one: somebody was faster
 * (`conflict`), or the host did what was asked and only its answer was lost.
 */
async function openedAfterAll(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
  failure: unknown,
): Promise<PullRequest | undefined> {
  const conflict = failure instanceof ForgeError && failure.kind === 'conflict';
  if (!conflict && !isUncertain(failure)) return undefined;
  try {
    return await findPullRequest(host, target, changeSet, 'open');
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
  host: ChangeHost,
  branch: string,
  error: unknown,
): Promise<unknown> {
  try {
    await host.deleteBranch(branch);
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
