import { ForgeState } from '../forgeState';
import { Commit, Signature } from '../git/commits';
import { EMPTY_TREE, listDiffFiles } from '../git/diffs';
import { Account } from '../store/records';
import { Repository } from '../store/repositories';
import { repositoryApiUrl, repositoryUrl } from './address';
import { presentAccount } from './presentAccount';

const NOT_SIGNED = {
  verified: false,
  reason: 'gpg.error.not_signed_commit',
  signature: '',
  signer: null,
  payload: '',
};

const NEVER = '0001-01-01T00:00:00Z';

/** Gitea's `Commit`, of `/commits` and `/git/commits`. Files and stats against the first parent. */
export async function presentCommit(
  state: ForgeState,
  repository: Repository,
  commit: Commit,
  viewer?: Account,
): Promise<Record<string, unknown>> {
  const api = repositoryApiUrl(state.url, repository.fullName);
  const files = await listDiffFiles(
    repository.directory,
    commit.parents[0] ?? EMPTY_TREE,
    commit.sha,
  );
  const additions = sum(files.map(file => file.additions));
  const deletions = sum(files.map(file => file.deletions));
  return {
    url: `${api}/git/commits/${commit.sha}`,
    sha: commit.sha,
    created: commit.committer.date,
    html_url: `${repositoryUrl(state.url, repository.fullName)}/commit/${
      commit.sha
    }`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: treeMeta(api, commit),
      verification: NOT_SIGNED,
    },
    author: accountOf(state, commit.author, viewer),
    committer: accountOf(state, commit.committer, viewer),
    parents: parentsOf(api, commit),
    files: files.map(({ path, status }) => ({
      filename: path,
      status: status === 'deleted' ? 'removed' : status,
    })),
    stats: { total: additions + deletions, additions, deletions },
  };
}

/** Gitea's `FileCommitResponse`, in answers to changes of files. */
export function presentFileCommit(
  state: ForgeState,
  repository: Repository,
  commit: Commit,
): Record<string, unknown> {
  const api = repositoryApiUrl(state.url, repository.fullName);
  return {
    url: `${api}/git/commits/${commit.sha}`,
    sha: commit.sha,
    created: commit.committer.date,
    html_url: `${repositoryUrl(state.url, repository.fullName)}/commit/${
      commit.sha
    }`,
    author: commit.author,
    committer: commit.committer,
    parents: parentsOf(api, commit),
    message: commit.message,
    tree: {
      ...treeMeta(api, commit),
      url: `${api}/git/trees/${commit.tree}`,
      sha: commit.tree,
    },
  };
}

/** Gitea's `PayloadCommit`, of branches and webhooks. */
export function presentPayloadCommit(
  state: ForgeState,
  repository: Repository,
  commit: Commit,
  files?: { added: string[]; removed: string[]; modified: string[] },
): Record<string, unknown> {
  return {
    id: commit.sha,
    message: commit.message,
    url: `${repositoryUrl(state.url, repository.fullName)}/commit/${
      commit.sha
    }`,
    author: payloadUser(state, commit.author),
    committer: payloadUser(state, commit.committer),
    verification: NOT_SIGNED,
    timestamp: commit.committer.date,
    added: files?.added ?? null,
    removed: files?.removed ?? null,
    modified: files?.modified ?? null,
  };
}

/** Gitea's `Branch`. */
export function presentBranch(
  state: ForgeState,
  repository: Repository,
  name: string,
  commit: Commit,
  writable: boolean,
): Record<string, unknown> {
  return {
    name,
    commit: presentPayloadCommit(state, repository, commit),
    protected: false,
    required_approvals: 0,
    enable_status_check: false,
    status_check_contexts: [],
    user_can_push: writable,
    user_can_merge: writable,
    effective_branch_protection_name: '',
  };
}

/** What Gitea says about a commit's signature; the forge signs and checks none. */
export const UNSIGNED: Record<string, unknown> = NOT_SIGNED;

function treeMeta(api: string, commit: Commit) {
  return {
    url: `${api}/git/trees/${commit.sha}`,
    sha: commit.sha,
    created: commit.committer.date,
  };
}

function parentsOf(api: string, commit: Commit) {
  return commit.parents.map(sha => ({
    url: `${api}/git/commits/${sha}`,
    sha,
    created: NEVER,
  }));
}

function accountOf(state: ForgeState, { email }: Signature, viewer?: Account) {
  const account = state.accounts.withEmail(email);
  return account ? presentAccount(account, state.url, viewer) : null;
}

function payloadUser(state: ForgeState, { name, email }: Signature) {
  return {
    name,
    email,
    username: state.accounts.withEmail(email)?.login ?? '',
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
