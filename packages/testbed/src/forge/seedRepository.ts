import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../process/runCommand';

const MESSAGE = 'Lay down the platform';
/** The example tenant is for a cluster where pods really run; the testbed begins without it, as the sandbox does. */
const EXAMPLE = /^ {4}mini-atlas\.dev\/example: 'true'$/m;

/**
 * Pushes the files of a directory, without the example tenant, as the first commit of a repository's branch `main`.
 *
 * @param url - the repository's address for Git
 * @throws TestbedError with Git's last lines
 */
export async function seedRepository(
  directory: string,
  {
    url,
    token,
    author,
    signal,
  }: {
    url: string;
    token: string;
    author: { login: string; email: string };
    signal?: AbortSignal;
  },
): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'mini-atlas-seed-'));
  try {
    cpSync(directory, copy, {
      recursive: true,
      filter: source => !isExample(source),
    });
    const env = gitEnvironment(copy, token, author);
    const git = (...args: string[]) =>
      runCommand({ program: 'git', args, cwd: copy, env, signal });
    await git('init', '--quiet', '--initial-branch=main');
    await git('add', '--all');
    await git('commit', '--quiet', `--message=${MESSAGE}`);
    await git('push', '--quiet', url, 'main');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function isExample(path: string): boolean {
  return statSync(path).isFile() && EXAMPLE.test(readFileSync(path, 'utf8'));
}

/** Without the user's settings; the token goes by the environment, which others cannot see in a list of processes. */
function gitEnvironment(
  home: string,
  token: string,
  { login, email }: { login: string; email: string },
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: login,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: login,
    GIT_COMMITTER_EMAIL: email,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: token ${token}`,
  };
}
