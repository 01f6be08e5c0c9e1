import { ForgeState } from '../forgeState';
import { PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { repositoryApiUrl, repositoryUrl } from './address';
import { presentAccount } from './presentAccount';
import { isWorkInProgress } from './presentPull';

/** Gitea's `Issue`, which every pull request is, too, as far as the forge knows it. */
export function presentIssue(
  { url, accounts }: ForgeState,
  { fullName, record }: Repository,
  pull: PullRecord,
): Record<string, unknown> {
  const web = `${repositoryUrl(url, fullName)}/pulls/${pull.number}`;
  const author = accounts.find(pull.author);
  return {
    id: pull.id,
    url: `${repositoryApiUrl(url, fullName)}/issues/${pull.number}`,
    html_url: web,
    number: pull.number,
    user: author ? presentAccount(author, url) : null,
    title: pull.title,
    body: pull.body,
    labels: [],
    milestone: null,
    assignee: null,
    assignees: null,
    state: pull.state,
    is_locked: false,
    comments: pull.comments.length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    pull_request: {
      merged: pull.merged !== undefined,
      merged_at: pull.merged?.at ?? null,
      draft: isWorkInProgress(pull),
      html_url: web,
    },
    repository: {
      id: record.id,
      name: record.name,
      owner: record.owner,
      full_name: fullName,
    },
  };
}
