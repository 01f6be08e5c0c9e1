import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { ApiAnswer } from './api/apiCall';
import { answerApi } from './api/answerApi';
import { ForgeState } from './forgeState';
import { checkHost, FormGuard } from './http/browserGuard';
import { HttpError } from './http/httpError';
import { gitRequestOf, serveGit } from './http/smartHttp';
import { servePage } from './pages/servePages';
import { Seed, seedRepository } from './seedRepository';
import { setCollaborators } from './store/collaborators';
import { Accounts } from './store/accounts';
import { Account, ForgeUser } from './store/records';
import { Repositories, Repository } from './store/repositories';
import { Webhooks } from './webhooks';

/** How to start the forge. */
export interface ForgeOptions {
  /** Where repositories and their pull requests are kept; made when missing. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** At least one. A browser acts as the first administrator, or as the first account. */
  users: ForgeUser[];
  log(line: string): void;
}

/** A running forge. */
export interface ForgeServer {
  /** Base address, e.g. `http://127.0.0.1:3000`. */
  url: string;
  /** Ends it; changes that are under way are finished first. */
  stop(): Promise<void>;
  /** Makes an empty repository of an account; one that is there only gets the collaborators. */
  createRepository(
    owner: string,
    name: string,
    options?: {
      private?: boolean;
      description?: string;
      /** Logins of those who may write, too. */
      collaborators?: string[];
    },
  ): Promise<void>;
  /** The bare Git repository. Throws when there is none of that name. */
  repositoryPath(owner: string, name: string): string;
  /** Commits a directory's files to a repository that has no commit yet; false when it has one. */
  seedRepository(
    seed: Seed & {
      owner: string;
      name: string;
    },
  ): Promise<boolean>;
}

/** Starts a Git forge with Gitea's interfaces on the loopback address. */
export async function startForge(options: ForgeOptions): Promise<ForgeServer> {
  const accounts = await Accounts.open(options.dataDir, options.users);
  const browserAccount =
    accounts.all.find(account => account.admin) ?? accounts.all[0];
  if (!browserAccount) throw new Error('The forge needs at least one user');
  const server = createServer();
  const state: ForgeState = {
    accounts,
    repositories: await Repositories.open(options.dataDir),
    webhooks: new Webhooks(options.log),
    url: `http://127.0.0.1:${await listen(server, options.port ?? 0)}`,
    log: options.log,
  };
  const guard = new FormGuard();
  server.on('request', (request, response) => {
    void serve(state, guard, browserAccount, request, response);
  });
  return {
    url: state.url,
    stop: () => stop(server, state),
    async createRepository(owner, name, { collaborators, ...settings } = {}) {
      if (!accounts.find(owner))
        throw new Error(`The forge has no user ${owner}`);
      const repository =
        state.repositories.find(owner, name) ??
        (await state.repositories.create({ owner, name, ...settings }));
      if (!collaborators) return;
      await setCollaborators(
        repository,
        collaborators.map(login => ({ login, permission: 'write' })),
      );
    },
    repositoryPath: (owner, name) => existing(state, owner, name).directory,
    seedRepository: ({ owner, name, ...seed }) =>
      seedRepository(
        state,
        existing(state, owner, name),
        accounts.find(owner) ?? browserAccount,
        seed,
      ),
  };
}

async function serve(
  state: ForgeState,
  guard: FormGuard,
  browserAccount: Account,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    checkHost(request);
    const address = addressOf(request, state.url);
    const git = gitRequestOf(address);
    if (git) {
      await serveGit(state, git, request, response);
    } else if (address.pathname.startsWith('/api/v1/')) {
      sendAnswer(response, await answerApi(state, request, address));
    } else {
      await servePage(state, guard, browserAccount, request, response, address);
    }
  } catch (error) {
    sendFailure(state, response, error);
  }
}

/** The address asked for; what is none, such as `//`, is refused. */
function addressOf({ url = '/' }: IncomingMessage, base: string): URL {
  if (!URL.canParse(url, base)) {
    throw new HttpError(400, `${JSON.stringify(url)} is no address`);
  }
  return new URL(url, base);
}

function sendAnswer(
  response: ServerResponse,
  { status = 200, json, text, bytes, headers = {} }: ApiAnswer,
): void {
  const type =
    json === undefined
      ? 'text/plain; charset=utf-8'
      : 'application/json;charset=utf-8';
  response.writeHead(status, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'max-age=0, private, must-revalidate',
    ...headers,
  });
  response.end(
    json === undefined ? text ?? bytes : `${JSON.stringify(json)}\n`,
  );
}

/** Git clients show the text; a half-written answer can only be broken off. */
function sendFailure(
  state: ForgeState,
  response: ServerResponse,
  error: unknown,
): void {
  const message = error instanceof Error ? error.message : String(error);
  const status = error instanceof HttpError ? error.status : 500;
  if (status === 500 && !response.destroyed) state.log(`forge: ${message}`);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    ...(status === 401
      ? { 'WWW-Authenticate': 'Basic realm="Sandbox forge"' }
      : {}),
  });
  response.end(`${message}\n`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function stop(server: Server, state: ForgeState): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  await state.webhooks.stop();
  await Promise.all(state.repositories.all().map(one => one.settled()));
  server.closeAllConnections();
  await closed;
}

function existing(
  { repositories }: ForgeState,
  owner: string,
  name: string,
): Repository {
  const repository = repositories.find(owner, name);
  if (!repository)
    throw new Error(`The forge has no repository ${owner}/${name}`);
  return repository;
}
