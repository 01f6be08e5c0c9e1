import { mayWrite } from '../access';
import { textField } from '../http/body';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { presentComments } from '../present/presentPull';
import { addComment, changeComment, removeComment } from '../pulls/comments';
import { Account, CommentRecord, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { ApiCall, ApiHandler, pullOf, readable, signedIn } from './apiCall';

const list: ApiHandler = async call => {
  const repository = readable(call);
  const pull = pullOf(call, repository);
  return {
    json: presentComments(call.state, repository, pull, call.account),
  };
};

const create: ApiHandler = async call => {
  const repository = readable(call);
  const account = signedIn(call);
  const body = bodyOf(call);
  const pull = repository.record.pulls.find(
    ({ number }) => String(number) === call.parameters.index,
  );
  // So does Gitea, and says no more.
  if (!pull) throw new HttpError(500, '');
  const comment = await addComment(call.state, repository, pull, account, body);
  return { status: 201, json: present(call, repository, pull, comment) };
};

const edit: ApiHandler = async call => {
  const { repository, account, pull, comment } = changeable(call);
  const body = bodyOf(call);
  await changeComment(call.state, repository, pull, account, comment, body);
  return { json: present(call, repository, pull, comment) };
};

const remove: ApiHandler = async call => {
  const { repository, account, pull, comment } = changeable(call);
  await removeComment(call.state, repository, pull, account, comment);
  return { status: 204 };
};

/** The comment of the path; 403 for who neither wrote it nor may write to the repository. */
function changeable(call: ApiCall): {
  repository: Repository;
  account: Account;
  pull: PullRecord;
  comment: CommentRecord;
} {
  const repository = readable(call);
  const account = signedIn(call);
  for (const pull of repository.record.pulls) {
    const comment = pull.comments.find(
      ({ id }) => String(id) === call.parameters.id,
    );
    if (!comment) continue;
    if (comment.author !== account.login && !mayWrite(account, repository)) {
      throw new HttpError(403, '');
    }
    return { repository, account, pull, comment };
  }
  throw notFound(
    `comment does not exist [id: ${call.parameters.id}, issue_id: 0]`,
  );
}

function bodyOf({ fields }: ApiCall): string {
  const body = textField(fields, 'body');
  if (!body?.trim()) throw new HttpError(422, '[Body]: Required');
  return body;
}

function present(
  { state, account }: ApiCall,
  repository: Repository,
  pull: PullRecord,
  { id }: CommentRecord,
) {
  return presentComments(state, repository, pull, account).find(
    comment => comment.id === id,
  );
}

/** Comments on pull requests. */
export const commentRoutes = [
  route('GET /repos/:owner/:repo/issues/:index/comments', list),
  route('POST /repos/:owner/:repo/issues/:index/comments', create),
  route('PATCH /repos/:owner/:repo/issues/comments/:id', edit),
  route('DELETE /repos/:owner/:repo/issues/comments/:id', remove),
];
