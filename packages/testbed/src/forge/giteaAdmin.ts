import { randomBytes } from 'node:crypto';
import { Command, runCommand } from '../process/runCommand';
import { TestbedError } from '../testbedError';

const TOKEN = /Access token was successfully created\.*\s+([0-9a-f]{40})/;

/** An account of the forge. */
export interface ForgeAccount {
  login: string;
  email: string;
}

/** Gitea's own command line, for what its API cannot do before anybody has an account. */
export interface GiteaAdmin {
  /** Makes the database. */
  migrate(): Promise<void>;
  /** Makes an account that may do `scopes`, and returns its token. */
  createUser(
    account: ForgeAccount,
    rights: { admin: boolean; scopes: string[] },
  ): Promise<string>;
}

/** @param context - the program, and the environment that `giteaEnvironment` made */
export function giteaAdmin(
  context: Pick<Command, 'program' | 'cwd' | 'env' | 'signal'> & {
    config: string;
  },
): GiteaAdmin {
  const { config, ...command } = context;
  const run = (...args: string[]) =>
    runCommand({ ...command, args: [...args, '--config', config] });
  return {
    async migrate() {
      await run('migrate');
    },
    async createUser({ login, email }, { admin, scopes }) {
      const output = await run(
        ...['admin', 'user', 'create'],
        ...['--username', login],
        ...['--email', email],
        ...['--password', randomBytes(24).toString('base64url')],
        '--must-change-password=false',
        ...(admin ? ['--admin'] : []),
        ...['--access-token', '--access-token-name', 'mini-atlas'],
        ...['--access-token-scopes', scopes.join(',')],
      );
      const token = TOKEN.exec(output)?.[1];
      if (!token) {
        throw new TestbedError(
          `gitea made the account ${login} and named no token: ${output.trim()}`,
        );
      }
      return token;
    },
  };
}

/** Gitea's environment; as root it wants to be told that this is on purpose. */
export function giteaEnvironment(directory: string): Record<string, string> {
  return {
    GITEA_WORK_DIR: directory,
    ...(process.getuid?.() === 0
      ? { GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT: 'true' }
      : {}),
  };
}
