import { ForgeState } from '../forgeState';
import { branchHead, mergeBase } from '../git/refs';
import { HttpError, notFound } from '../http/httpError';
import { Account, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { pullRequestEvent } from '../webhookEvents';
import { now } from './clock';
import { publishHead } from './refChanges';

/** Opens a pull request. Throws `HttpError` as Gitea answers: 404 without the branches, 409 when there is one already, 422 without a title. */
export async function openPull(
  state: ForgeState,
  repository: Repository,
  account: Account,
  wanted: { head: string; base: string; title: string; body: string },
): Promise<PullRecord> {
  const pull = await repository.exclusively(async () => {
    const { record, directory } = repository;
    const head = wanted.head.startsWith(`${record.owner}:`)
      ? wanted.head.slice(record.owner.length + 1)
      : wanted.head;
    const [headCommit, baseCommit] = await Promise.all([
      branchHead(directory, head),
      branchHead(directory, wanted.base),
    ]);
    if (!headCommit || !baseCommit) throw notFound();
    checkNew(repository, { ...wanted, head });
    if (!(await mergeBase(directory, baseCommit, headCommit))) {
      throw new HttpError(422, 'head and base have no common history');
    }
    const created = addPull(repository, account, {
      ...wanted,
      head,
      headCommit,
    });
    await publishHead(repository, created);
    await repository.save();
    return created;
  });
  await pullRequestEvent(state, repository, pull, account, 'opened');
  return pull;
}

function checkNew(
  { record }: Repository,
  { head, base, title }: { head: string; base: string; title: string },
): void {
  if (head === base) {
    throw new HttpError(
      422,
      'Invalid PullRequest: There are no changes between the head and the base',
    );
  }
  if (title.trim() === '') throw new HttpError(422, '[Title]: Required');
  const same = record.pulls.find(
    pull =>
      pull.state === 'open' &&
      pull.headBranch === head &&
      pull.baseBranch === base,
  );
  if (same) {
    throw new HttpError(
      409,
      `pull request already exists for these targets [id: ${same.id}, issue_id: ${same.id}, head_repo_id: ${record.id}, base_repo_id: ${record.id}, head_branch: ${head}, base_branch: ${base}]`,
    );
  }
}

function addPull(
  { record }: Repository,
  account: Account,
  wanted: {
    head: string;
    base: string;
    title: string;
    body: string;
    headCommit: string;
  },
): PullRecord {
  const number = Math.max(0, ...record.pulls.map(pull => pull.number)) + 1;
  const at = now();
  const pull: PullRecord = {
    id: number,
    number,
    title: wanted.title,
    body: wanted.body,
    author: account.login,
    state: 'open',
    headBranch: wanted.head,
    baseBranch: wanted.base,
    headCommit: wanted.headCommit,
    createdAt: at,
    updatedAt: at,
    comments: [],
  };
  record.pulls.push(pull);
  return pull;
}

/** Changes title, text or state. Throws `HttpError` 412 for the state of a merged one. */
export async function editPull(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  edit: { title?: string; body?: string; state?: 'open' | 'closed' },
): Promise<void> {
  if (edit.state !== undefined && pull.merged) {
    throw new HttpError(
      412,
      'cannot change state of this pull request, it was already merged',
    );
  }
  const event = await repository.exclusively(async () => {
    if (edit.title) pull.title = edit.title;
    if (edit.body !== undefined && edit.body !== pull.body) {
      pull.body = edit.body;
      pull.bodyVersion = (pull.bodyVersion ?? 0) + 1;
    }
    const changed = edit.state !== undefined && edit.state !== pull.state;
    if (changed) await changeState(repository, pull, edit.state ?? pull.state);
    pull.updatedAt = now();
    await repository.save();
    if (!changed) return 'edited';
    return pull.state === 'closed' ? 'closed' : 'reopened';
  });
  await pullRequestEvent(state, repository, pull, account, event);
}

async function changeState(
  { directory }: Repository,
  pull: PullRecord,
  wanted: 'open' | 'closed',
): Promise<void> {
  if (wanted === 'open') {
    const head = await branchHead(directory, pull.headBranch);
    if (!head) {
      throw new HttpError(
        422,
        `cannot reopen this pull request, its branch ${pull.headBranch} is gone`,
      );
    }
    pull.headCommit = head;
    delete pull.closedAt;
  } else {
    pull.closedAt = now();
  }
  pull.state = wanted;
}
