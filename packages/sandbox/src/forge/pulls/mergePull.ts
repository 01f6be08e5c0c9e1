import { ForgeState } from '../forgeState';
import { listCommits, Person, readCommit, writeCommit } from '../git/commits';
import { mergeTrees, pickOnto } from '../git/mergeTrees';
import { branchHead, moveRef } from '../git/refs';
import { HttpError, notFound } from '../http/httpError';
import { isWorkInProgress } from '../present/presentPull';
import { Account, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { now } from './clock';
import { mergeability } from './mergeability';
import { removeBranch, withRefChanges } from './refChanges';
import { pullRequestEvent } from '../webhookEvents';

/** Gitea's merge styles that the forge knows. */
export const MERGE_STYLES = [
  'merge',
  'squash',
  'rebase',
  'rebase-merge',
  'fast-forward-only',
] as const;

/** One of `MERGE_STYLES`. */
export type MergeStyle = (typeof MERGE_STYLES)[number];

const TRY_AGAIN = 'Please try again later';

/** How to merge; Gitea's `MergePullRequestOption`. */
export interface MergeOptions {
  style: MergeStyle;
  title?: string;
  message?: string;
  /** Refuses when the head is another commit. */
  headCommit?: string;
  deleteBranch?: boolean;
}

/** Merges a pull request into its base branch without a work tree. Throws `HttpError` as Gitea answers. */
export async function mergePull(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  options: MergeOptions,
): Promise<void> {
  await withRefChanges(state, repository, account, async () => {
    const { mergeBase, conflicts } = await checkMergeable(repository, pull);
    // Also when it never will be possible.
    if (conflicts.length > 0) throw new HttpError(405, TRY_AGAIN);
    if (options.headCommit && options.headCommit !== pull.headCommit) {
      throw new HttpError(409, 'head out of date');
    }
    const base = await branchHead(repository.directory, pull.baseBranch);
    if (!base || !mergeBase) throw new HttpError(405, TRY_AGAIN);
    const commit = await mergedCommit(repository, pull, account, base, options);
    const moved = await moveRef(
      repository.directory,
      `refs/heads/${pull.baseBranch}`,
      commit,
      base,
    );
    if (!moved) throw new HttpError(409, 'merge push out of date');
    const at = now();
    Object.assign(pull, {
      state: 'closed',
      closedAt: at,
      updatedAt: at,
      merged: { at, by: account.login, commit, mergeBase },
    } satisfies Partial<PullRecord>);
    await repository.save();
  });
  await pullRequestEvent(state, repository, pull, account, 'closed');
  if (options.deleteBranch) {
    await removeBranchUnlessUsed(state, repository, pull, account);
  }
}

async function checkMergeable(repository: Repository, pull: PullRecord) {
  if (pull.merged) throw new HttpError(405, 'The PR is already merged');
  if (pull.state === 'closed') throw notFound();
  if (isWorkInProgress(pull)) {
    throw new HttpError(405, 'Work in progress PRs cannot be merged');
  }
  return mergeability(repository, pull);
}

function mergedCommit(
  repository: Repository,
  pull: PullRecord,
  account: Account,
  base: string,
  options: MergeOptions,
): Promise<string> {
  const { directory } = repository;
  const message = messageOf(pull, options);
  const person: Person = { name: account.login, email: account.email };
  switch (options.style) {
    case 'squash':
      return squash(directory, pull, base, message, person);
    case 'rebase':
      return rebase(directory, base, pull.headCommit, person);
    case 'rebase-merge':
      return rebase(directory, base, pull.headCommit, person).then(head =>
        mergeCommit(directory, base, head, message, person),
      );
    case 'fast-forward-only':
      return fastForward(directory, base, pull.headCommit);
    default:
      return mergeCommit(directory, base, pull.headCommit, message, person);
  }
}

async function mergeCommit(
  directory: string,
  base: string,
  head: string,
  message: string,
  person: Person,
): Promise<string> {
  const tree = await mergedTree(directory, base, head);
  return writeCommit(directory, {
    tree,
    parents: [base, head],
    message,
    author: person,
    committer: person,
  });
}

/** One commit of the pull request's author, committed by who merges. */
async function squash(
  directory: string,
  { headCommit }: PullRecord,
  base: string,
  message: string,
  committer: Person,
): Promise<string> {
  const tree = await mergedTree(directory, base, headCommit);
  const { author } = await readCommit(directory, headCommit);
  return writeCommit(directory, {
    tree,
    parents: [base],
    message,
    author: { name: author.name, email: author.email },
    committer,
  });
}

/** Each commit of the head again on top of the base; merge commits are left out, as `git rebase` does. */
async function rebase(
  directory: string,
  base: string,
  head: string,
  committer: Person,
): Promise<string> {
  const commits = (await listCommits(directory, `${base}..${head}`)).reverse();
  let onto = base;
  for (const commit of commits) {
    if (commit.parents.length > 1) continue;
    if (commit.parents[0] === onto) {
      onto = commit.sha;
      continue;
    }
    const { tree, conflicts } = await pickOnto(directory, onto, commit);
    if (conflicts) throw conflictError(conflicts, 'rebase');
    onto = await writeCommit(directory, {
      tree,
      parents: [onto],
      message: commit.message,
      author: commit.author,
      committer,
    });
  }
  return onto;
}

async function fastForward(
  directory: string,
  base: string,
  head: string,
): Promise<string> {
  const behind = await listCommits(directory, `${head}..${base}`, { limit: 1 });
  if (behind.length > 0) {
    const reason = 'fatal: Not possible to fast-forward, aborting.';
    throw new HttpError(
      500,
      `Merge DivergingFastForwardOnly Error: exit status 128 - ${reason}: ${reason}\n\n`,
    );
  }
  return head;
}

async function mergedTree(
  directory: string,
  base: string,
  head: string,
): Promise<string> {
  const { tree, conflicts } = await mergeTrees(directory, base, head);
  if (tree === undefined) throw conflictError(conflicts, 'merge');
  return tree;
}

/** Gitea's default message, unless the caller gave a title; its own text follows. */
function messageOf(
  pull: PullRecord,
  { style, title, message }: MergeOptions,
): string {
  const standard =
    style === 'squash'
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request '${pull.title}' (#${pull.number}) from ${pull.headBranch} into ${pull.baseBranch}`;
  const first = title?.trim() || standard;
  const rest = message?.trim();
  return rest ? `${first}\n\n${rest}` : first;
}

function conflictError(files: string[], style: MergeStyle): HttpError {
  return new HttpError(409, `merge conflict in ${files.join(', ')}`, {
    Style: style,
    StdOut: files
      .map(file => `CONFLICT (content): Merge conflict in ${file}\n`)
      .join(''),
    StdErr: '',
    Err: {},
  });
}

/** Gitea keeps the branch while another open pull request comes from it. */
async function removeBranchUnlessUsed(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
): Promise<void> {
  const { pulls, defaultBranch } = repository.record;
  const used = pulls.some(
    other => other.state === 'open' && other.headBranch === pull.headBranch,
  );
  if (used || pull.headBranch === defaultBranch) return;
  await removeBranch(state, repository, account, pull.headBranch);
}
