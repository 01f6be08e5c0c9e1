import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { mayRead, mayWrite } from '../access';
import { ForgeState } from '../forgeState';
import { gitEnvironment } from '../git/runGit';
import { withRefChanges } from '../pulls/refChanges';
import { Account } from '../store/records';
import { Repository } from '../store/repositories';
import { authenticate } from './authenticate';
import { bodyStream } from './body';
import { HttpError, notFound } from './httpError';

/** The two programs that Git's smart HTTP protocol speaks to. */
type Service = 'git-upload-pack' | 'git-receive-pack';

interface GitRequest {
  owner: string;
  name: string;
  service: Service;
  /** The first request, which lists refs and capabilities. */
  advertise: boolean;
}

const PATH =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** What a Git client asks for; `undefined` when the address is none of Git's. */
export function gitRequestOf(address: URL): GitRequest | undefined {
  const [, owner, name, action] = PATH.exec(address.pathname) ?? [];
  if (!action) return undefined;
  const advertise = action === 'info/refs';
  const service = advertise ? address.searchParams.get('service') : action;
  return service === 'git-upload-pack' || service === 'git-receive-pack'
    ? { owner, name, service, advertise }
    : undefined;
}

/** Serves clone, fetch and push. Throws `HttpError` before anything is written. */
export async function serveGit(
  state: ForgeState,
  wanted: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const account = authenticate(request, state.accounts)?.account;
  const repository = state.repositories.find(wanted.owner, wanted.name);
  const pushing = wanted.service === 'git-receive-pack';
  if (!repository || !mayRead(account, repository)) {
    throw account ? notFound() : new HttpError(401, 'Unauthorized');
  }
  if (pushing && !account) throw new HttpError(401, 'Unauthorized');
  if (pushing && !mayWrite(account, repository)) {
    throw new HttpError(403, 'User permission denied for writing.');
  }
  response.setHeader('Cache-Control', 'no-cache, max-age=0, must-revalidate');
  const run = () => runService(repository, wanted, request, response);
  if (pushing && account && !wanted.advertise) {
    await push(state, repository, account, run);
  } else {
    await run();
  }
}

function push(
  state: ForgeState,
  repository: Repository,
  account: Account,
  run: () => Promise<void>,
): Promise<void> {
  return withRefChanges(state, repository, account, run);
}

async function runService(
  { directory }: Repository,
  { service, advertise }: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const protocol = protocolOf(request);
  const git = spawn(
    'git',
    [
      service.slice('git-'.length),
      '--stateless-rpc',
      ...(advertise ? ['--advertise-refs'] : []),
      directory,
    ],
    { env: gitEnvironment(protocol ? { GIT_PROTOCOL: protocol } : {}) },
  );
  response.on('close', () => git.kill());
  response.setHeader(
    'Content-Type',
    `application/x-${service}-${advertise ? 'advertisement' : 'result'}`,
  );
  // Protocol 2 begins without naming the service; only fetching knows it.
  const second =
    protocol.includes('version=2') && service === 'git-upload-pack';
  if (advertise && !second) {
    response.write(`${packetLine(`# service=${service}\n`)}0000`);
  }
  const ended = new Promise<void>((resolve, reject) => {
    git.on('error', reject);
    git.on('close', () => resolve());
  });
  git.stderr.resume();
  if (advertise) git.stdin.end();
  else pipeline(bodyStream(request), git.stdin).catch(() => git.stdin.end());
  await Promise.all([pipeline(git.stdout, response), ended]);
}

/** Only what Git itself would send: `version=2`, `key=value` pairs separated by colons. */
function protocolOf(request: IncomingMessage): string {
  const header = request.headers['git-protocol'];
  return typeof header === 'string' && /^[a-z0-9=:.-]{1,100}$/i.test(header)
    ? header
    : '';
}

function packetLine(text: string): string {
  return `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
}
