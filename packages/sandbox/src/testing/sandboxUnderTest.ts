import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Sandbox, SandboxOptions } from '../sandbox';
import { startSandbox } from '../startSandbox';
import { clusterApi, ClusterAnswer } from './clusterApi';

const PATIENCE_MS = 15_000;
const POLL_MS = 20;

/** A sandbox as the portal and a person at a terminal meet it. */
export interface SandboxUnderTest {
  sandbox: Sandbox;
  /** Where its state is. */
  state: string;
  /** Calls the forge's API below the repository's address, as the portal. */
  forge(method: string, path: string, body?: unknown): Promise<ClusterAnswer>;
  /** Reads from the cluster. */
  get(path: string): Promise<ClusterAnswer>;
  /** Waits until what stands at a path of the cluster is as wanted, and returns it. */
  until(
    path: string,
    wanted: (body: ClusterAnswer['body'], status: number) => boolean,
  ): Promise<ClusterAnswer['body']>;
  /** Commits files (`null` removes) on a new branch and opens a pull request; its number. */
  propose(
    branch: string,
    files: Record<string, string | null>,
  ): Promise<number>;
  /** Merges a pull request. */
  merge(number: number): Promise<ClusterAnswer>;
  /** Ends it, and keeps the state. */
  stop(): Promise<void>;
}

/** Makes a directory for a sandbox's state; the function removes it. */
export async function temporaryState(): Promise<[string, () => Promise<void>]> {
  const state = await mkdtemp(join(tmpdir(), 'mini-atlas-sandbox-'));
  return [state, () => rm(state, { recursive: true, force: true })];
}

/** Starts a sandbox on free ports. */
export async function sandboxUnderTest(
  options: SandboxOptions,
): Promise<SandboxUnderTest> {
  const { state } = options;
  const sandbox = await startSandbox(options);
  const cluster = clusterApi(sandbox.kubeconfig);
  const forge = forgeCalls(sandbox);
  return {
    sandbox,
    state,
    forge,
    get: cluster.get,
    until: (path, wanted) => until(() => cluster.get(path), path, wanted),
    propose: (branch, files) => propose(forge, branch, files),
    merge: number => forge('POST', `/pulls/${number}/merge`, { Do: 'merge' }),
    stop: () => {
      cluster.end();
      return sandbox.stop();
    },
  };
}

function forgeCalls({ forge }: Sandbox): SandboxUnderTest['forge'] {
  return async (method, path, body) => {
    const answer = await fetch(
      `${forge.url}/api/v1/repos/${forge.repository}${path}`,
      {
        method,
        headers: {
          authorization: `token ${forge.token}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
}

async function until(
  read: () => Promise<ClusterAnswer>,
  what: string,
  wanted: (body: ClusterAnswer['body'], status: number) => boolean,
): Promise<ClusterAnswer['body']> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await read();
    if (wanted(body, status)) return body;
    if (Date.now() > deadline) {
      throw new Error(`${what} stayed at ${status}: ${JSON.stringify(body)}`);
    }
    await delay(POLL_MS);
  }
}

async function propose(
  forge: SandboxUnderTest['forge'],
  branch: string,
  files: Record<string, string | null>,
): Promise<number> {
  const operations = await Promise.all(
    Object.entries(files).map(async ([path, content]) => {
      const present = await forge('GET', `/contents/${path}`);
      const sha = present.status === 200 ? { sha: present.body.sha } : {};
      return content === null
        ? { operation: 'delete', path, ...sha }
        : {
            operation: present.status === 200 ? 'update' : 'create',
            path,
            content: Buffer.from(content).toString('base64'),
            ...sha,
          };
    }),
  );
  await succeed(
    forge('POST', '/contents', {
      new_branch: branch,
      message: branch,
      files: operations,
    }),
  );
  const pull = await succeed(
    forge('POST', '/pulls', { head: branch, base: 'main', title: branch }),
  );
  return pull.number;
}

async function succeed(
  call: Promise<ClusterAnswer>,
): Promise<ClusterAnswer['body']> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
