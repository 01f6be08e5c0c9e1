import { ChangedFile, CommitStatus, PullRequest } from '../forge';
import { Fields, isFields, objects, optional, text } from '../http/fields';

/** Reads GitHub's `pull-request` and `pull-request-simple`; `undefined` when it is none. */
export function pullRequestOf(answer: unknown): PullRequest | undefined {
  if (!isFields(answer)) return undefined;
  const { number, head, base } = answer;
  if (typeof number !== 'number' || !isFields(head) || !isFields(base)) {
    return undefined;
  }
  const merged = text(answer.merged_at) !== '';
  const open = !merged && answer.state === 'open';
  return {
    number,
    title: text(answer.title),
    body: text(answer.body),
    author: isFields(answer.user) ? text(answer.user.login) : '',
    url: text(answer.html_url),
    branch: branchOf(head, base),
    targetBranch: text(base.ref),
    headCommit: text(head.sha),
    state: openOrNot(open, merged),
    // Lists do not say it, and a single one is null while GitHub computes it: only a no is one.
    mergeable: open && answer.mergeable !== false,
    createdAt: text(answer.created_at),
    ...optional('mergedAt', answer.merged_at),
    ...optional('closedAt', answer.closed_at),
    // Of an open one it is the commit of a trial merge.
    ...(merged ? optional('mergeCommit', answer.merge_commit_sha) : {}),
  };
}

function openOrNot(open: boolean, merged: boolean): PullRequest['state'] {
  if (merged) return 'merged';
  return open ? 'open' : 'closed';
}

/** A fork's branch is `owner:branch`, so that it is never taken for the repository's own of that name. */
function branchOf(head: Fields, base: Fields): string {
  const own =
    isFields(head.repo) &&
    isFields(base.repo) &&
    head.repo.full_name === base.repo.full_name;
  return own ? text(head.ref) : text(head.label);
}

/** Reads GitHub's `diff-entry`. A renamed file is one removed and one added. */
export function changedFilesOf(answer: unknown): ChangedFile[] {
  if (!isFields(answer)) return [];
  const path = text(answer.filename);
  switch (answer.status) {
    case 'added':
    case 'copied':
      return [{ path, status: 'added' }];
    case 'removed':
      return [{ path, status: 'removed' }];
    case 'renamed':
      return [
        { path: text(answer.previous_filename), status: 'removed' },
        { path, status: 'added' },
      ];
    case 'unchanged':
      return [];
    default:
      return [{ path, status: 'modified' }];
  }
}

const STATUS_STATES: Record<string, CommitStatus['state']> = {
  pending: 'pending',
  success: 'success',
};

/** Reads one status of GitHub's `combined-commit-status`: the last of its context. */
export function statusOf(answer: unknown): CommitStatus | undefined {
  if (!isFields(answer)) return undefined;
  return {
    context: text(answer.context),
    state: STATUS_STATES[text(answer.state)] ?? 'failure',
    description: text(answer.description),
    ...optional('url', answer.target_url),
  };
}

/** By conclusion; GitHub lets a neutral check pass. What is no state of ours is a failure. */
const CONCLUSIONS: Record<string, CommitStatus['state']> = {
  success: 'success',
  neutral: 'success',
  skipped: 'skipped',
};

/** Reads GitHub's `check-run`. */
export function checkRunOf(answer: unknown): CommitStatus | undefined {
  if (!isFields(answer)) return undefined;
  const { name, status, conclusion, output } = answer;
  const done = status === 'completed';
  const title = isFields(output) ? text(output.title) : '';
  return {
    context: text(name),
    state: done ? CONCLUSIONS[text(conclusion)] ?? 'failure' : 'pending',
    description: title || text(done ? conclusion : status).replace(/_/g, ' '),
    ...optional('url', text(answer.details_url) || answer.html_url),
  };
}

/** A file's blob in a tree. */
export interface TreeFile {
  path: string;
  /** Id of its blob. */
  id: string;
  /** As Git writes it, e.g. `100755` for a program. */
  mode: string;
}

/** What GitHub's `git-tree` holds: the files, and the trees in it. */
export interface Tree {
  files: TreeFile[];
  trees: { path: string; id: string }[];
  /** It has more than is shown. */
  truncated: boolean;
}

/** Reads GitHub's `git-tree`; `undefined` when it is none. */
export function treeOf(answer: unknown): Tree | undefined {
  if (!isFields(answer) || !Array.isArray(answer.tree)) return undefined;
  const entries = objects(answer.tree).map(entry => ({
    type: entry.type,
    path: text(entry.path),
    id: text(entry.sha),
    mode: text(entry.mode),
  }));
  return {
    files: entries.filter(({ type }) => type === 'blob'),
    trees: entries.filter(({ type }) => type === 'tree'),
    truncated: answer.truncated === true,
  };
}
