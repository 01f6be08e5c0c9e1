import { createInterface } from 'node:readline';
import { PlatformError } from '../platformError';

/** Where tokens for a given repository come from: never the command line, which others can see. */
export const GIT_TOKEN = 'MINI_ATLAS_GIT_TOKEN';
export const GIT_PORTAL_TOKEN = 'MINI_ATLAS_GIT_PORTAL_TOKEN';
export const GIT_FLUX_TOKEN = 'MINI_ATLAS_GIT_FLUX_TOKEN';

/**
 * The token of the person who sets up the platform: from the environment, else asked for in a terminal.
 *
 * @throws PlatformError GitTokenMissing where there is neither
 */
export async function personsToken(
  host: string,
  { env = process.env, mayAsk }: { env?: NodeJS.ProcessEnv; mayAsk: boolean },
): Promise<string> {
  const token = env[GIT_TOKEN]?.trim();
  if (token) return token;
  const answer = mayAsk ? await askFor(host) : '';
  if (answer) return answer;
  throw new PlatformError('GitTokenMissing', `There is no token for ${host}.`, {
    next: `Make one there that may read and write repositories, and give it in the environment: export ${GIT_TOKEN}=…`,
  });
}

/** What is typed is not shown. */
function askFor(host: string): Promise<string> {
  return new Promise(resolve => {
    process.stdout.write(
      `Token for ${host}, which may read and write repositories (it is not shown, and not kept): `,
    );
    const lines = createInterface({
      input: process.stdin,
      output: undefined,
      terminal: true,
    });
    lines.once('line', line => {
      lines.close();
      process.stdout.write('\n');
      resolve(line.trim());
    });
    lines.once('close', () => resolve(''));
  });
}
