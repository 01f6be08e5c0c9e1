import { ForgeState } from './forgeState';
import { listCommits } from './git/commits';
import { EMPTY_TREE, listDiffFiles } from './git/diffs';
import { NO_COMMIT } from './git/refs';
import { repositoryUrl } from './present/address';
import { presentAccount } from './present/presentAccount';
import { presentPayloadCommit } from './present/presentCommit';
import { presentIssue } from './present/presentIssue';
import { presentComments, presentPull } from './present/presentPull';
import { presentRepository } from './present/presentRepository';
import { Account, CommentRecord, PullRecord } from './store/records';
import { Repository } from './store/repositories';

/** Gitea puts no more commits into one delivery. */
const MOST_COMMITS = 30;

/** A branch or tag that moved, appeared or went; `NO_COMMIT` stands for not being there. */
export interface MovedRef {
  name: string;
  type: 'branch' | 'tag';
  before: string;
  after: string;
}

/** Tells the hooks that a branch or tag moved, appeared or went, with Gitea's events in Gitea's order. */
export async function refEvents(
  state: ForgeState,
  repository: Repository,
  account: Account,
  ref: MovedRef,
): Promise<void> {
  const { hooks } = repository.record;
  if (hooks.length === 0) return;
  const common = {
    repository: await presentRepository(state, repository),
    sender: presentAccount(account, state.url, account),
  };
  const { name, type, before, after } = ref;
  const named = { ref: name, ref_type: type, ...common };
  const tell = (event: string, payload: object) =>
    state.webhooks.deliver(hooks, event, event, payload);
  const created = () => tell('create', { sha: after, ...named });
  const pushed = async () =>
    tell('push', {
      ...(await pushPayload(state, repository, ref)),
      pusher: common.sender,
      ...common,
    });

  if (before === NO_COMMIT && type === 'branch') created();
  if (after !== NO_COMMIT || type === 'tag') await pushed();
  if (before === NO_COMMIT && type === 'tag') created();
  if (after === NO_COMMIT) tell('delete', { pusher_type: 'user', ...named });
}

async function pushPayload(
  state: ForgeState,
  repository: Repository,
  { name, type, before, after }: MovedRef,
): Promise<Record<string, unknown>> {
  const web = repositoryUrl(state.url, repository.fullName);
  const commits =
    type === 'branch'
      ? await payloadCommits(state, repository, before, after)
      : [];
  return {
    ref: type === 'branch' ? `refs/heads/${name}` : `refs/tags/${name}`,
    before,
    after,
    compare_url:
      before === NO_COMMIT || after === NO_COMMIT
        ? ''
        : `${web}/compare/${before}...${after}`,
    commits,
    total_commits: commits.length,
    head_commit: commits[0] ?? null,
  };
}

/** Tells the hooks what happened to a pull request. */
export async function pullRequestEvent(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  action: 'opened' | 'edited' | 'closed' | 'reopened' | 'synchronized',
): Promise<void> {
  const { hooks } = repository.record;
  if (hooks.length === 0) return;
  const type = action === 'synchronized' ? 'pull_request_sync' : 'pull_request';
  state.webhooks.deliver(hooks, 'pull_request', type, {
    action,
    number: pull.number,
    pull_request: await presentPull(state, repository, pull, account),
    requested_reviewer: null,
    repository: await presentRepository(state, repository, account),
    sender: presentAccount(account, state.url, account),
    commit_id: '',
    review: null,
  });
}

/** Tells the hooks what happened to a comment on a pull request. */
export async function commentEvent(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  {
    comment,
    action,
  }: { comment: CommentRecord; action: 'created' | 'edited' | 'deleted' },
): Promise<void> {
  const { hooks } = repository.record;
  if (hooks.length === 0) return;
  state.webhooks.deliver(hooks, 'issue_comment', 'pull_request_comment', {
    action,
    issue: presentIssue(state, repository, pull),
    pull_request: await presentPull(state, repository, pull, account),
    comment: presentComments(state, repository, pull, account).find(
      ({ id }) => id === comment.id,
    ),
    repository: await presentRepository(state, repository, account),
    sender: presentAccount(account, state.url, account),
    is_pull: true,
  });
}

async function payloadCommits(
  state: ForgeState,
  repository: Repository,
  before: string,
  after: string,
): Promise<Record<string, unknown>[]> {
  const { directory } = repository;
  const range = before === NO_COMMIT ? after : `${before}..${after}`;
  const commits = await listCommits(directory, range, { limit: MOST_COMMITS });
  return Promise.all(
    commits.map(async commit => {
      const files = await listDiffFiles(
        directory,
        commit.parents[0] ?? EMPTY_TREE,
        commit.sha,
      );
      const having = (...statuses: string[]) =>
        files.filter(f => statuses.includes(f.status)).map(f => f.path);
      return presentPayloadCommit(state, repository, commit, {
        added: having('added'),
        removed: having('deleted'),
        modified: having('modified', 'renamed'),
      });
    }),
  );
}
