import { ChangedFile, CommitStatus, PullRequest } from '../forge';
import { Comparison, HostFile } from '../host/forgeHost';
import { Fields, isFields, objects, optional, text } from '../http/fields';

/** Reads Gitea's `ContentsResponse`; `undefined` for a directory, link or submodule. */
export function fileOf(answer: unknown): HostFile | undefined {
  if (!isFields(answer) || answer.type !== 'file') return undefined;
  const { sha, content, encoding } = answer;
  if (typeof sha !== 'string' || typeof content !== 'string') return undefined;
  return {
    id: sha,
    content:
      encoding === 'base64'
        ? Buffer.from(content, 'base64').toString('utf8')
        : content,
  };
}

/** Reads Gitea's `PullRequest`; `undefined` when it is none. */
export function pullRequestOf(answer: unknown): PullRequest | undefined {
  if (!isFields(answer)) return undefined;
  const { number, head, base } = answer;
  if (typeof number !== 'number' || !isFields(head) || !isFields(base)) {
    return undefined;
  }
  const merged = answer.merged === true;
  return {
    number,
    title: text(answer.title),
    body: text(answer.body),
    author: isFields(answer.user) ? text(answer.user.login) : '',
    url: text(answer.html_url),
    branch: branchOf(head, base),
    targetBranch: text(base.ref),
    headCommit: text(head.sha),
    state: stateOf(merged, answer.state),
    mergeable: !merged && answer.mergeable === true,
    createdAt: text(answer.created_at),
    ...optional('mergedAt', answer.merged_at),
    ...optional('closedAt', answer.closed_at),
    ...(merged ? optional('mergeCommit', answer.merge_commit_sha) : {}),
  };
}

/** Reads Gitea's `ChangedFile`. A renamed file is one removed and one added. */
export function changedFilesOf(answer: unknown): ChangedFile[] {
  if (!isFields(answer)) return [];
  const path = text(answer.filename);
  switch (answer.status) {
    case 'added':
    case 'copied':
      return [{ path, status: 'added' }];
    case 'deleted':
    case 'removed':
      return [{ path, status: 'removed' }];
    case 'renamed':
      return [
        { path: text(answer.previous_filename), status: 'removed' },
        { path, status: 'added' },
      ];
    default:
      return [{ path, status: 'modified' }];
  }
}

/** Number of commits and paths touched, from Gitea's `Compare`. */
export function comparisonOf(answer: unknown): Comparison {
  const commits = isFields(answer) ? objects(answer.commits) : [];
  const files = commits.flatMap(commit => objects(commit.files));
  return {
    commits: commits.length,
    paths: new Set(files.map(file => text(file.filename))),
  };
}

const STATUS_STATES: Record<string, CommitStatus['state']> = {
  pending: 'pending',
  success: 'success',
  warning: 'warning',
  skipped: 'skipped',
};

/** Reads Gitea's `CombinedStatus`: the last status of each context. What is no state of ours is a failure. */
export function statusesOf(answer: unknown): CommitStatus[] {
  const statuses = isFields(answer) ? objects(answer.statuses) : [];
  return statuses.map(status => ({
    context: text(status.context),
    state: STATUS_STATES[text(status.status)] ?? 'failure',
    description: text(status.description),
    ...optional('url', status.target_url),
  }));
}

function stateOf(merged: boolean, state: unknown): PullRequest['state'] {
  if (merged) return 'merged';
  return state === 'open' ? 'open' : 'closed';
}

/** Once the branch is gone Gitea's `ref` is `refs/pull/1/head`; the label keeps the name. */
function branchOf(head: Fields, base: Fields): string {
  const ref = text(head.ref);
  const name = ref.startsWith('refs/pull/')
    ? text(head.label).replace(/^[^:]*:/, '')
    : ref;
  const isFork =
    typeof head.repo_id === 'number' && head.repo_id !== base.repo_id;
  return isFork ? `${head.repo_id}:${name}` : name;
}
