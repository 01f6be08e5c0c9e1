import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Body, ClusterUnderTest } from '../clusterUnderTest';

const run = promisify(execFile);
const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** What the forge's API answered. */
export interface ForgeAnswer {
  status: number;
  headers: Headers;
  body: Body;
}

/** A repository of its own at a cluster's forge. */
export interface RepositoryUnderTest {
  /** Its path in the API: `/repos/<owner>/<name>`. */
  path: string;
  /** Scratch directory, removed at the end. */
  scratch: string;
  /** Its address for Git, with credentials (`name:token`) or none. */
  address(credentials?: string): string;
  /** Calls the API below `/api/v1`, as the owner unless another token is given (`''`: anonymously). */
  api(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<ForgeAnswer>;
  /** Runs `git` in a directory and returns what it printed. */
  git(directory: string, ...args: string[]): Promise<string>;
  /** Clones it as the owner into a new directory of the scratch directory. */
  clone(name: string, ...args: string[]): Promise<string>;
  /** Commits new or changed files on a new branch from `main` and opens a pull request; its number. */
  propose(branch: string, files: Record<string, string>): Promise<number>;
  /** Waits until the forge has found out whether a pull request can be merged. */
  settles(number: number, mergeable: boolean): Promise<void>;
  /** Merges a pull request that can be merged. */
  merge(number: number, how?: object): Promise<ForgeAnswer>;
  end(): Promise<void>;
}

/** Makes a repository of the forge's owner with files on `main`. */
export async function repositoryUnderTest(
  cluster: ClusterUnderTest,
  name: string,
  files: Record<string, string>,
): Promise<RepositoryUnderTest> {
  const repository = await openRepository(cluster, name);
  const { api, path, scratch, git, remote } = repository;
  await api('POST', '/user/repos', { name, default_branch: 'main' });
  const seed = join(scratch, 'seed');
  await writeFiles(seed, files);
  await git(seed, 'init', '-q', '-b', 'main');
  await git(seed, 'add', '.');
  await git(seed, 'commit', '-q', '-m', 'Begin');
  await git(seed, 'push', '-q', remote, 'main');
  // Gitea notices pushes in the background.
  await untilAnswered(api, path, ({ empty }) => empty === false);
  return repository;
}

/** Opens a repository of the forge's owner; whether there is one of that name shows when it is used. */
export async function openRepository(
  { handle, tokens }: ClusterUnderTest,
  name: string,
): Promise<RepositoryUnderTest & { remote: string }> {
  const scratch = await mkdtemp(join(tmpdir(), 'mini-atlas-forge-'));
  const [owner] = handle.forge.repository.split('/');
  const path = `/repos/${owner}/${name}`;
  const { url } = handle.forge;
  const api = apiOf(url, tokens.owner);
  const address = (credentials?: string) =>
    `${url.replace(
      'http://',
      `http://${credentials ? `${credentials}@` : ''}`,
    )}/${owner}/${name}.git`;
  const git = (directory: string, ...args: string[]) =>
    runGit(scratch, directory, args);
  const remote = address(`${owner}:${tokens.owner}`);

  const settles = (number: number, mergeable: boolean) =>
    untilAnswered(
      api,
      `${path}/pulls/${number}`,
      body => body.mergeable === mergeable,
    );
  return {
    path,
    remote,
    scratch,
    address,
    api,
    git,
    async clone(directory, ...args) {
      await git(scratch, 'clone', '-q', ...args, remote, directory);
      return join(scratch, directory);
    },
    propose: (branch, changes) => propose(api, path, branch, changes),
    settles,
    async merge(number, how = { Do: 'merge' }) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        await settles(number, true);
        const answer = await api('POST', `${path}/pulls/${number}/merge`, how);
        // What was merged before sets Gitea thinking about this one again.
        const isThinking = answer.body.message === 'Please try again later';
        if (!isThinking || Date.now() > deadline) return answer;
        await delay(POLL_MS);
      }
    },
    end: () => rm(scratch, { recursive: true, force: true }),
  };
}

/** Waits until what the API answers for a path is as wanted. */
async function untilAnswered(
  api: RepositoryUnderTest['api'],
  path: string,
  wanted: (body: Body) => boolean,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await api('GET', path);
    if (wanted(body)) return;
    if (Date.now() > deadline) {
      throw new Error(`${path} stays at ${status}: ${JSON.stringify(body)}`);
    }
    await delay(POLL_MS);
  }
}

/** Writes files below a directory. */
export async function writeFiles(
  directory: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}

function apiOf(url: string, owner: string): RepositoryUnderTest['api'] {
  return async (method, path, body, token = owner) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { Authorization: `token ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
    };
  };
}

/** Without the settings and credentials of whoever runs the tests. */
async function runGit(
  home: string,
  directory: string,
  args: string[],
): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Dev',
      GIT_AUTHOR_EMAIL: 'dev@example.com',
      GIT_COMMITTER_NAME: 'Dev',
      GIT_COMMITTER_EMAIL: 'dev@example.com',
    },
  });
  return stdout.trim();
}

async function propose(
  api: RepositoryUnderTest['api'],
  path: string,
  branch: string,
  changes: Record<string, string>,
): Promise<number> {
  const files = await Promise.all(
    Object.entries(changes).map(async ([file, content]) => {
      const { status, body } = await api('GET', `${path}/contents/${file}`);
      const isThere = status === 200;
      return {
        operation: isThere ? 'update' : 'create',
        path: file,
        content: Buffer.from(content).toString('base64'),
        ...(isThere ? { sha: body.sha } : {}),
      };
    }),
  );
  await succeed(
    api('POST', `${path}/contents`, {
      branch: 'main',
      new_branch: branch,
      message: `Change ${branch}`,
      files,
    }),
  );
  const { number } = await succeed(
    api('POST', `${path}/pulls`, {
      head: branch,
      base: 'main',
      title: `Change ${branch}`,
      body: 'Please.',
    }),
  );
  return number;
}

async function succeed(call: Promise<ForgeAnswer>): Promise<Body> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
