import { accessOf, mayConfigure } from '../access';
import { textField } from '../http/body';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { presentAccount } from '../present/presentAccount';
import { removeCollaborator, setCollaborators } from '../store/collaborators';
import { Account, PERMISSIONS } from '../store/records';
import {
  ApiCall,
  ApiHandler,
  configurable,
  readable,
  signedIn,
} from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';

const list: ApiHandler = async call => {
  const { record } = readable(call);
  const viewer = signedIn(call);
  const { accounts, url } = call.state;
  const known = (record.collaborators ?? []).flatMap(
    ({ login }) => accounts.find(login) ?? [],
  );
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    known.length,
    cut(known, page).map(account => presentAccount(account, url, viewer)),
  );
};

const one: ApiHandler = async call => {
  const { record } = readable(call);
  signedIn(call);
  const { login } = accountOf(call, 422);
  if (!record.collaborators?.some(known => known.login === login)) {
    throw notFound();
  }
  return { status: 204 };
};

const put: ApiHandler = async call => {
  const repository = configurable(call);
  const { login } = accountOf(call, 422);
  const wanted = textField(call.fields, 'permission') ?? 'write';
  const permission = PERMISSIONS.find(known => known === wanted);
  if (!permission) {
    throw new HttpError(422, `[Permission]: In(${PERMISSIONS.join(',')})`);
  }
  await setCollaborators(repository, [{ login, permission }]);
  return { status: 204 };
};

const remove: ApiHandler = async call => {
  const repository = configurable(call);
  await removeCollaborator(repository, accountOf(call, 422).login);
  return { status: 204 };
};

const permission: ApiHandler = async call => {
  const repository = readable(call);
  const viewer = signedIn(call);
  const { collaborator } = call.parameters;
  const isOwn = viewer.login.toLowerCase() === collaborator.toLowerCase();
  if (!isOwn && !mayConfigure(viewer, repository)) {
    throw new HttpError(
      403,
      'Only admins can query all permissions, repo admins can query all repo permissions, collaborators can query only their own',
    );
  }
  const account = accountOf(call, 404);
  const access = accessOf(account, repository);
  return {
    json: {
      permission: access,
      role_name: access,
      user: presentAccount(account, call.state.url, viewer),
    },
  };
};

/** The account of the path. */
function accountOf({ state, parameters }: ApiCall, status: number): Account {
  const name = parameters.collaborator;
  const account = state.accounts.find(name);
  if (!account) {
    throw new HttpError(status, `user does not exist [uid: 0, name: ${name}]`);
  }
  return account;
}

/** Who besides its owner may do something in a repository. */
export const collaboratorRoutes = [
  route('GET /repos/:owner/:repo/collaborators', list),
  route('GET /repos/:owner/:repo/collaborators/:collaborator', one),
  route('PUT /repos/:owner/:repo/collaborators/:collaborator', put),
  route('DELETE /repos/:owner/:repo/collaborators/:collaborator', remove),
  route(
    'GET /repos/:owner/:repo/collaborators/:collaborator/permission',
    permission,
  ),
];
