import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from './commandError';
import { RunningProgram, runProgram } from './childProcess';
import { diskProblem } from './diskProblem';
import { root } from './root';

const START_LIMIT_MS = 120_000;
const LINES_SHOWN = 20;
const POLL_MS = 200;

/** What Backstage logs when a plugin does not start; it stays up after that, and never becomes ready. */
const FAILED = 'Backend startup failed';

/** Our own question whether it is ready. */
const NOISE = '/.backstage/health/';

/** Module that the back end has to load first: it then ends within two seconds of SIGTERM. */
export const endSoon = join(root, 'packages/cli/bootstrap/end-soon.cjs');

/** The portal's back end, which serves the built front end too. */
export interface Portal {
  url: string;
  /** Its state directory. */
  state: string;
  program: RunningProgram;
  /** Lets it start, with the environment that its configuration refers to. */
  proceed(env: NodeJS.ProcessEnv): void;
  /** The last lines of its output. */
  tail(): string;
  /** Says whether it has given up starting. */
  hasFailed(): boolean;
}

/**
 * Starts the portal's process, which loads its modules and then waits for its environment. Its
 * output goes to the log file.
 */
export function startPortal(options: {
  port: number;
  state: string;
  log: string;
}): Portal {
  mkdirSync(dirname(options.log), { recursive: true });
  const log = createWriteStream(options.log).on('error', ({ message }) =>
    process.stderr.write(`! ${options.log} is not written: ${message}\n`),
  );
  let last = '';
  let failed = false;
  const program = runProgram({
    args: [
      '--require',
      endSoon,
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      join(root, 'packages/cli/src/portalProgram.ts'),
      '--config',
      join(root, 'app-config.yaml'),
    ],
    cwd: root,
    env: process.env,
    onOutput(chunk) {
      log.write(chunk);
      last = lastLines(last + chunk);
      failed ||= last.includes(FAILED);
    },
  });
  return {
    url: `http://localhost:${options.port}`,
    state: options.state,
    program,
    proceed: env => program.send(env),
    tail: () => last.trimEnd(),
    hasFailed: () => failed,
  };
}

/**
 * Waits until the portal is ready.
 *
 * @throws CommandError with the last lines of its log when it ends or does not become ready in two minutes
 */
export async function portalReady(portal: Portal, log: string): Promise<void> {
  const failure = (what: string) => portalFailure(portal, what, log);
  let ended: number | undefined;
  void portal.program.ended.then(code => {
    ended = code;
  });
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await isReady(portal.url))) {
    if (ended !== undefined)
      throw failure(`ended with code ${ended} before it was ready`);
    if (portal.hasFailed()) throw failure('could not start');
    if (Date.now() > limit) throw failure('was not ready after two minutes');
    await delay(POLL_MS);
  }
}

/** Words the failure of a portal: by its cause where that is known, else by its last lines. */
export function portalFailure(
  portal: Pick<Portal, 'tail' | 'state'>,
  what: string,
  log: string,
): CommandError {
  const cause = diskProblem(portal.tail(), portal.state);
  return new CommandError(
    cause
      ? `The portal ${what}: ${cause}.\n  Its log: ${log}`
      : `The portal ${what}. Its last lines:\n${portal.tail()}\nAll of them: ${log}`,
  );
}

function lastLines(text: string): string {
  // One more for what follows the last line break.
  return text
    .split('\n')
    .filter(line => !line.includes(NOISE))
    .slice(-LINES_SHOWN - 1)
    .join('\n');
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`);
    return answer.ok;
  } catch {
    // Nothing listens yet.
    return false;
  }
}
