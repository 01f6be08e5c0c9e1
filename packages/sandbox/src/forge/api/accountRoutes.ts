import { changeFiles } from '../changeFiles';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { textField } from '../http/body';
import { presentAccount } from '../present/presentAccount';
import { presentRepository } from '../present/presentRepository';
import { mayRead } from '../access';
import { Account, TokenRecord } from '../store/records';
import { isRepositoryName, Repository } from '../store/repositories';
import { ApiCall, ApiHandler, signedIn } from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';
import { normalizedScopes } from './tokenScopes';

/** The release whose API the forge imitates. */
const GITEA_VERSION = '1.26.4';

const version: ApiHandler = async () => ({ json: { version: GITEA_VERSION } });

const ownAccount: ApiHandler = async call => {
  const account = signedIn(call);
  return { json: presentAccount(account, call.state.url, account) };
};

const oneAccount: ApiHandler = async call => ({
  json: presentAccount(accountOf(call), call.state.url, call.account),
});

const listTokens: ApiHandler = async call => {
  const account = ownOrAdmin(call);
  const tokens = call.state.accounts.tokensOf(account.login);
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    tokens.length,
    cut(tokens, page).map(token => presentToken(token)),
  );
};

const createToken: ApiHandler = async call => {
  const account = ownOrAdmin(call);
  const { accounts } = call.state;
  const name = textField(call.fields, 'name')?.trim();
  if (!name) throw new HttpError(422, '[Name]: Required');
  if (accounts.tokensOf(account.login).some(token => token.name === name)) {
    throw new HttpError(400, 'access token name has been used already');
  }
  const { scopes } = call.fields;
  const { record, token } = await accounts.createToken(
    account.login,
    name,
    normalizedScopes(Array.isArray(scopes) ? scopes.map(String) : []),
  );
  return { status: 201, json: presentToken(record, token) };
};

const removeToken: ApiHandler = async call => {
  const account = ownOrAdmin(call);
  const removed = await call.state.accounts.removeToken(
    account.login,
    call.parameters.token,
  );
  if (!removed) throw notFound();
  return { status: 204 };
};

const createRepository: ApiHandler = async call => {
  const account = signedIn(call);
  const { state, fields } = call;
  const name = textField(fields, 'name') ?? '';
  if (!isRepositoryName(name)) {
    throw new HttpError(422, `repository name is invalid [name: ${name}]`);
  }
  if (state.repositories.find(account.login, name)) {
    throw new HttpError(
      409,
      'The repository with the same name already exists.',
    );
  }
  const repository = await state.repositories.create({
    owner: account.login,
    name,
    description: textField(fields, 'description') ?? '',
    private: fields.private === true,
    defaultBranch: textField(fields, 'default_branch') || 'main',
  });
  if (fields.auto_init === true) {
    await changeFiles(state, repository, account, {
      message: 'Initial commit',
      files: [
        {
          operation: 'create',
          path: 'README.md',
          content: readmeOf(repository),
        },
      ],
    });
  }
  return {
    status: 201,
    json: await presentRepository(state, repository, account),
  };
};

const listOwnRepositories: ApiHandler = async call => {
  const account = signedIn(call);
  const { state } = call;
  const seen = state.repositories
    .all()
    .filter(repository => mayRead(account, repository));
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    seen.length,
    await Promise.all(
      cut(seen, page).map(repository =>
        presentRepository(state, repository, account),
      ),
    ),
  );
};

function readmeOf({ record }: Repository): Buffer {
  return Buffer.from(`# ${record.name}\n\n${record.description}`);
}

function accountOf({ state, parameters }: ApiCall): Account {
  const account = state.accounts.find(parameters.user);
  if (!account) {
    throw new HttpError(
      404,
      `user redirect does not exist [name: ${parameters.user}]`,
    );
  }
  return account;
}

function ownOrAdmin(call: ApiCall): Account {
  const account = accountOf(call);
  const caller = call.account;
  if (!caller || (caller.id !== account.id && !caller.admin)) {
    throw new HttpError(
      403,
      'doer should be the site admin or be same as the contextUser',
    );
  }
  // A token that got into wrong hands must not make others.
  if (!call.isBasic) throw new HttpError(401, 'auth required');
  return account;
}

function presentToken(record: TokenRecord, token = '') {
  return {
    id: record.id,
    name: record.name,
    sha1: token,
    token_last_eight: record.lastEight,
    scopes: record.scopes,
    created_at: record.createdAt,
    last_used_at: record.createdAt,
  };
}

/** Version, accounts, their tokens and repositories. */
export const accountRoutes = [
  route('GET /version', version),
  route('GET /user', ownAccount),
  route('GET /user/repos', listOwnRepositories),
  route('POST /user/repos', createRepository),
  route('GET /users/:user', oneAccount),
  route('GET /users/:user/tokens', listTokens),
  route('POST /users/:user/tokens', createToken),
  route('DELETE /users/:user/tokens/:token', removeToken),
];
