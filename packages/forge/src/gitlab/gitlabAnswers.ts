import { ChangedFile, CommitStatus, PullRequest } from '../forge';
import { Fields, isFields, optional, text } from '../http/fields';

/** Reads GitLab's merge request; `undefined` when it is none. */
export function pullRequestOf(answer: unknown): PullRequest | undefined {
  if (!isFields(answer) || typeof answer.iid !== 'number') return undefined;
  const state = stateOf(answer.state);
  return {
    number: answer.iid,
    title: text(answer.title),
    body: text(answer.description),
    author: isFields(answer.author) ? text(answer.author.username) : '',
    url: text(answer.web_url),
    branch: branchOf(answer),
    targetBranch: text(answer.target_branch),
    headCommit: text(answer.sha),
    state,
    // While GitLab still looks it is not known; only a conflict is a no.
    mergeable:
      state === 'open' &&
      answer.has_conflicts !== true &&
      answer.detailed_merge_status !== 'conflict',
    createdAt: text(answer.created_at),
    ...optional('mergedAt', answer.merged_at),
    ...optional('closedAt', answer.closed_at),
    ...(state === 'merged' ? optional('mergeCommit', landed(answer)) : {}),
  };
}

/** `locked` is one that is being merged just now. */
function stateOf(state: unknown): PullRequest['state'] {
  if (state === 'merged' || state === 'closed') return state;
  return 'open';
}

/** A fork's branch is `project:branch`, so that it is never taken for the project's own of that name. */
function branchOf(answer: Fields): string {
  const { source_project_id: source, target_project_id: target } = answer;
  const branch = text(answer.source_branch);
  return source === target ? branch : `${source ?? 'gone'}:${branch}`;
}

/** Without a merge commit the squashed one, or the branch's own, became the target's head. */
function landed(answer: Fields): string {
  return (
    text(answer.merge_commit_sha) ||
    text(answer.squash_commit_sha) ||
    text(answer.sha)
  );
}

/** Reads one entry of GitLab's diffs. A renamed file is one removed and one added. */
export function changedFilesOf(answer: unknown): ChangedFile[] {
  if (!isFields(answer)) return [];
  const path = text(answer.new_path);
  const before = text(answer.old_path);
  if (answer.new_file === true) return [{ path, status: 'added' }];
  if (answer.deleted_file === true) {
    return [{ path: before, status: 'removed' }];
  }
  return answer.renamed_file === true
    ? [
        { path: before, status: 'removed' },
        { path, status: 'added' },
      ]
    : [{ path, status: 'modified' }];
}

const STATES: Record<string, CommitStatus['state']> = {
  success: 'success',
  failed: 'failure',
  skipped: 'skipped',
  canceled: 'skipped',
  manual: 'skipped',
};

/** Reads GitLab's commit status, which the jobs of pipelines are, too. */
export function statusOf(answer: unknown): CommitStatus | undefined {
  if (!isFields(answer)) return undefined;
  const state = STATES[text(answer.status)] ?? 'pending';
  const allowed = state === 'failure' && answer.allow_failure === true;
  return {
    context: text(answer.name),
    state: allowed ? 'warning' : state,
    description: text(answer.description) || text(answer.status),
    ...optional('url', answer.target_url),
  };
}
