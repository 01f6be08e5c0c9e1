import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireTool, RunTool } from '../tools/runTool';
import { PlatformTree } from '../tree/platformTree';
import { GitHost } from './gitHost';

const MESSAGE = 'Lay down the platform';

/**
 * Pushes a tree as the first commit of a repository's branch `main`. Git refuses it when somebody else was faster.
 *
 * @throws PlatformError with Git's last lines
 */
export async function pushTree(
  run: RunTool,
  tree: PlatformTree,
  { host, signal }: { host: GitHost; signal: AbortSignal },
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'mini-atlas-platform-'));
  try {
    for (const [path, text] of tree) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const { login, email } = await host.account();
    const env = gitEnvironment(directory, host, {
      name: login,
      email: email || `${login}@mini-atlas.invalid`,
    });
    const git = (...args: string[]) =>
      requireTool(
        run,
        { tool: 'git', args, cwd: directory, env },
        {
          signal,
          next: 'Run the same command again; what was done is kept.',
        },
      );
    await git('init', '--quiet', '--initial-branch=main');
    await git('add', '--all');
    await git('commit', '--quiet', `--message=${MESSAGE}`);
    await git('push', '--quiet', host.address.url, 'main');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Without the user's settings; the token goes by the environment, which others cannot see in a list of processes. */
function gitEnvironment(
  home: string,
  { credentials: { username, password } }: GitHost,
  { name, email }: { name: string; email: string },
): NodeJS.ProcessEnv {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
