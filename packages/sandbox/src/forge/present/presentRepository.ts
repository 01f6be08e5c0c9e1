import { mayConfigure, mayRead, mayWrite } from '../access';
import { ForgeState } from '../forgeState';
import { readBranches } from '../git/readRefs';
import { Account } from '../store/records';
import { Repository } from '../store/repositories';
import { repositoryApiUrl, repositoryUrl } from './address';
import { presentAccount } from './presentAccount';

const FEATURES = {
  has_code: true,
  has_issues: false,
  has_wiki: false,
  has_pull_requests: true,
  has_projects: false,
  projects_mode: 'all',
  has_releases: false,
  has_packages: false,
  has_actions: false,
  ignore_whitespace_conflicts: false,
  allow_merge_commits: true,
  allow_rebase: true,
  allow_rebase_explicit: true,
  allow_squash_merge: true,
  allow_fast_forward_only_merge: true,
  allow_rebase_update: true,
  allow_manual_merge: false,
  autodetect_manual_merge: false,
  default_delete_branch_after_merge: false,
  default_merge_style: 'merge',
  default_allow_maintainer_edit: true,
  avatar_url: '',
  internal: false,
  mirror_interval: '',
  object_format_name: 'sha1',
  mirror_updated: '0001-01-01T00:00:00Z',
  topics: [],
  licenses: [],
};

/** Gitea's `Repository`. */
export async function presentRepository(
  state: ForgeState,
  repository: Repository,
  viewer?: Account,
): Promise<Record<string, unknown>> {
  const { record, fullName } = repository;
  const { url } = state;
  const branches = await readBranches(repository.directory);
  const owner = state.accounts.find(record.owner);
  const writable = mayWrite(viewer, repository);
  return {
    id: record.id,
    owner: owner ? presentAccount(owner, url, viewer) : null,
    name: record.name,
    full_name: fullName,
    description: record.description,
    empty: branches.size === 0,
    private: record.private,
    fork: false,
    template: false,
    mirror: false,
    size: 0,
    language: '',
    languages_url: `${repositoryApiUrl(url, fullName)}/languages`,
    html_url: repositoryUrl(url, fullName),
    url: repositoryApiUrl(url, fullName),
    link: '',
    ssh_url: '',
    clone_url: `${repositoryUrl(url, fullName)}.git`,
    original_url: '',
    website: '',
    stars_count: 0,
    forks_count: 0,
    watchers_count: 1,
    branch_count: branches.size,
    open_issues_count: 0,
    open_pr_counter: record.pulls.filter(pull => pull.state === 'open').length,
    release_counter: 0,
    default_branch: record.defaultBranch,
    archived: false,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    archived_at: '1970-01-01T00:00:00Z',
    permissions: {
      admin: mayConfigure(viewer, repository),
      push: writable,
      pull: mayRead(viewer, repository),
    },
    ...FEATURES,
  };
}
