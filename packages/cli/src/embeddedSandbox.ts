import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sandbox, SandboxOptions } from '@mini-atlas/sandbox';
import { CommandError } from './commandError';
import { loadSandbox } from './loadSandbox';

/**
 * Starts the sandbox in this process.
 *
 * @throws CommandError saying why it could not start and what to do; the stack is in its log
 */
export async function startEmbeddedSandbox(
  options: SandboxOptions & { logFile: string },
): Promise<Sandbox> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  try {
    return await loadSandbox().startSandbox(options);
  } catch (error) {
    appendFileSync(
      options.logFile,
      `${error instanceof Error ? error.stack : error}\n`,
    );
    throw new CommandError(
      `The sandbox could not be started: ${reason(error)}\n  Its log: ${
        options.logFile
      }`,
    );
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `another program took port ${port} in the meantime. Run the same command again: it names a free one.`
    : error.message;
}
