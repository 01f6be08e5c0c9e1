import { ForgeState } from '../forgeState';
import { Account, CommentRecord, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { commentEvent } from '../webhookEvents';
import { now } from './clock';

/** Adds a comment. */
export async function addComment(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  body: string,
): Promise<CommentRecord> {
  const comment = await repository.exclusively(async () => {
    const ids = repository.record.pulls.flatMap(({ comments }) =>
      comments.map(({ id }) => id),
    );
    const at = now();
    const added: CommentRecord = {
      id: Math.max(0, ...ids) + 1,
      author: account.login,
      body,
      createdAt: at,
      updatedAt: at,
    };
    pull.comments.push(added);
    pull.updatedAt = at;
    await repository.save();
    return added;
  });
  await commentEvent(state, repository, pull, account, {
    comment,
    action: 'created',
  });
  return comment;
}

/** Changes what a comment says. */
export async function changeComment(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  comment: CommentRecord,
  body: string,
): Promise<void> {
  await repository.exclusively(async () => {
    comment.body = body;
    comment.updatedAt = now();
    await repository.save();
  });
  await commentEvent(state, repository, pull, account, {
    comment,
    action: 'edited',
  });
}

/** Removes a comment. */
export async function removeComment(
  state: ForgeState,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  comment: CommentRecord,
): Promise<void> {
  await commentEvent(state, repository, pull, account, {
    comment,
    action: 'deleted',
  });
  await repository.exclusively(async () => {
    pull.comments = pull.comments.filter(other => other !== comment);
    await repository.save();
  });
}
