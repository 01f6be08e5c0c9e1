import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '../git/runGit';
import { ForgeServer, startForge } from '../startForge';

const run = promisify(execFile);

/** What the API answered. */
export interface TestAnswer {
  status: number;
  headers: Headers;
  // Tests read fields of many shapes; a wrong one fails the test.
  body: ReturnType<typeof JSON.parse>;
}

/** A forge with the repository `atlas/platform`, in which `README.md` stands on `main`, and accounts `atlas` and `guest`. */
export interface ForgeUnderTest {
  forge: ForgeServer;
  /** Scratch directory, removed at the end. */
  scratch: string;
  log: string[];
  /** Calls the API below `/api/v1`, as `atlas` unless another token is given (`''`: anonymously). */
  api(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<TestAnswer>;
  /** Runs `git` in a directory and returns what it printed. */
  git(directory: string, ...args: string[]): Promise<string>;
  /** Commits files (`null` removes) on a new branch from `main` and opens a pull request; its number. */
  propose(
    branch: string,
    files: Record<string, string | null>,
  ): Promise<number>;
  end(): Promise<void>;
}

export const TOKEN = 'atlas-token';
export const GUEST_TOKEN = 'guest-token';

/** Starts a forge for one test file. */
export async function forgeUnderTest(
  files: Record<string, string> = { 'README.md': '# platform\n' },
): Promise<ForgeUnderTest> {
  const scratch = await mkdtemp(join(tmpdir(), 'mini-atlas-forge-'));
  const log: string[] = [];
  const forge = await startForge({
    dataDir: join(scratch, 'data'),
    users: [
      { login: 'atlas', email: 'atlas@example.com', token: TOKEN },
      { login: 'guest', email: 'guest@example.com', token: GUEST_TOKEN },
    ],
    log: line => log.push(line),
  });
  await forge.createRepository('atlas', 'platform');
  await writeFiles(join(scratch, 'seed'), files);
  await forge.seedRepository({
    owner: 'atlas',
    name: 'platform',
    directory: join(scratch, 'seed'),
    message: 'Begin',
  });
  const api = apiOf(forge.url);
  return {
    forge,
    scratch,
    log,
    api,
    git: runTestGit,
    propose: (branch, changes) => proposeThrough(api, branch, changes),
    async end() {
      await forge.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
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

function apiOf(url: string): ForgeUnderTest['api'] {
  return async (method, path, body, token = TOKEN) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { Authorization: `token ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const json = response.headers.get('Content-Type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  };
}

async function runTestGit(
  directory: string,
  ...args: string[]
): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd: directory,
    env: gitEnvironment({
      GIT_AUTHOR_NAME: 'Dev',
      GIT_AUTHOR_EMAIL: 'dev@example.com',
      GIT_COMMITTER_NAME: 'Dev',
      GIT_COMMITTER_EMAIL: 'dev@example.com',
    }),
  });
  return stdout.trim();
}

async function proposeThrough(
  api: ForgeUnderTest['api'],
  branch: string,
  changes: Record<string, string | null>,
): Promise<number> {
  const files = await Promise.all(
    Object.entries(changes).map(async ([path, content]) => {
      const { status, body } = await api(
        'GET',
        `/repos/atlas/platform/contents/${path}`,
      );
      const sha = status === 200 ? { sha: body.sha } : {};
      if (content === null) return { operation: 'delete', path, ...sha };
      return {
        operation: status === 200 ? 'update' : 'create',
        path,
        content: Buffer.from(content).toString('base64'),
        ...sha,
      };
    }),
  );
  await api('POST', '/repos/atlas/platform/contents', {
    branch: 'main',
    new_branch: branch,
    message: `Change ${branch}`,
    files,
  });
  const { body } = await api('POST', '/repos/atlas/platform/pulls', {
    head: branch,
    base: 'main',
    title: `Change ${branch}`,
    body: 'Please.',
  });
  return body.number;
}
