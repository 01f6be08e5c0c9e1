import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sandbox, SandboxOptions } from '@mini-atlas/sandbox';
import { CommandError } from './commandError';
import { diskProblem } from './diskProblem';
import { loadSandbox } from './loadSandbox';

/**
 * Starts the sandbox in this process.
 *
 * @throws CommandError saying why it could not start and what to do; the stack is in its log, when
 *   it has one
 */
export async function startEmbeddedSandbox(
  options: SandboxOptions,
): Promise<Sandbox> {
  const { logFile } = options;
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  try {
    return await loadSandbox().startSandbox(options);
  } catch (error) {
    const why = `The sandbox could not be started: ${reason(error)}`;
    const cause = diskProblem(why, options.state);
    if (cause) {
      throw new CommandError(`The sandbox could not be started: ${cause}.`);
    }
    if (!logFile) throw new CommandError(why);
    appendFileSync(
      logFile,
      `${error instanceof Error ? error.stack : error}\n`,
    );
    throw new CommandError(`${why}\n  Its log: ${logFile}`);
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `another program took port ${port} in the meantime. Run the same command again: it names a free one.`
    : error.message;
}
