import { ForgeState } from '../forgeState';
import { listDiffFiles } from '../git/diffs';
import { readBranches } from '../git/readRefs';
import { mergeability } from '../pulls/mergeability';
import { Account, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { encodePath, repositoryApiUrl, repositoryUrl } from './address';
import { presentAccount } from './presentAccount';
import { presentRepository } from './presentRepository';

/** Gitea's `PullRequest`. */
export async function presentPull(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  viewer?: Account,
): Promise<Record<string, unknown>> {
  const branches = await readBranches(repository.directory);
  const repo = await presentRepository(state, repository, viewer);
  const { mergeBase, mergeable } = await mergeability(repository, pull);
  const files = mergeBase
    ? await listDiffFiles(repository.directory, mergeBase, pull.headCommit)
    : [];
  const web = `${repositoryUrl(state.url, repository.fullName)}/pulls/${
    pull.number
  }`;
  return {
    id: pull.id,
    url: web,
    number: pull.number,
    user: presentLogin(state, pull.author, viewer),
    title: pull.title,
    body: pull.body,
    labels: [],
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_reviewers_teams: [],
    state: pull.state,
    draft: isWorkInProgress(pull),
    is_locked: false,
    comments: pull.comments.length,
    additions: files.reduce((total, file) => total + file.additions, 0),
    deletions: files.reduce((total, file) => total + file.deletions, 0),
    changed_files: files.length,
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    mergeable,
    merged: pull.merged !== undefined,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.commit ?? null,
    merged_by: pull.merged ? presentLogin(state, pull.merged.by) : null,
    allow_maintainer_edit: true,
    base: {
      label: pull.baseBranch,
      ref: pull.baseBranch,
      sha: branches.get(pull.baseBranch) ?? '',
      repo_id: repository.record.id,
      repo,
    },
    head: {
      label: pull.headBranch,
      ref: branches.has(pull.headBranch)
        ? pull.headBranch
        : `refs/pull/${pull.number}/head`,
      sha: pull.headCommit,
      repo_id: repository.record.id,
      repo,
    },
    merge_base: mergeBase ?? '',
    due_date: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    pin_order: 0,
    content_version: pull.bodyVersion ?? 0,
  };
}

/** Gitea's `ChangedFile`s of a pull request. */
export async function presentPullFiles(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
): Promise<Record<string, unknown>[]> {
  const { mergeBase } = await mergeability(repository, pull);
  if (!mergeBase) return [];
  const { directory, fullName } = repository;
  const api = repositoryApiUrl(state.url, fullName);
  const web = repositoryUrl(state.url, fullName);
  const sha = pull.headCommit;
  return (await listDiffFiles(directory, mergeBase, sha)).map(file => {
    const path = encodePath(file.path);
    return {
      filename: file.path,
      ...(file.previousPath ? { previous_filename: file.previousPath } : {}),
      status: file.status === 'modified' ? 'changed' : file.status,
      additions: file.additions,
      deletions: file.deletions,
      changes: file.additions + file.deletions,
      html_url: `${web}/src/commit/${sha}/${path}`,
      contents_url: `${api}/contents/${path}?ref=${sha}`,
      raw_url: `${web}/raw/commit/${sha}/${path}`,
    };
  });
}

/** Gitea's `Comment`s of a pull request. */
export function presentComments(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  viewer?: Account,
): Record<string, unknown>[] {
  const web = `${repositoryUrl(state.url, repository.fullName)}/pulls/${
    pull.number
  }`;
  return pull.comments.map(comment => ({
    id: comment.id,
    html_url: `${web}#issuecomment-${comment.id}`,
    pull_request_url: web,
    issue_url: '',
    user: presentLogin(state, comment.author, viewer),
    original_author: '',
    original_author_id: 0,
    body: comment.body,
    assets: [],
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  }));
}

/** True when the title marks the pull request as not to be merged yet, as Gitea's default prefixes do. */
export function isWorkInProgress({ title }: Pick<PullRecord, 'title'>) {
  return /^(WIP:|\[WIP\])/i.test(title);
}

function presentLogin(state: ForgeState, login: string, viewer?: Account) {
  const account = state.accounts.find(login);
  return account ? presentAccount(account, state.url, viewer) : null;
}
