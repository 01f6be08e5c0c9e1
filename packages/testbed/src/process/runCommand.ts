import { spawn } from 'node:child_process';
import { TestbedError } from '../testbedError';

const LINES_SHOWN = 15;

/** A program that is run to its end. */
export interface Command {
  program: string;
  args: string[];
  cwd: string;
  /** The whole environment; default: this process's. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/**
 * Runs a program and returns what it wrote to its standard output.
 *
 * @throws TestbedError with the program, its code and the last lines that it wrote to its standard error;
 *   the system's error (ENOENT, …) when it cannot be run; an AbortError
 */
export function runCommand(command: Command): Promise<string> {
  const { program, args, cwd, env = process.env, signal } = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).split('\n').slice(-LINES_SHOWN).join('\n');
    });
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve(output);
      else {
        reject(
          new TestbedError(
            `${program} ${args[0] ?? ''} in ${cwd} ended with ${
              code ?? 'a signal'
            }:\n${errors.trimEnd()}`,
          ),
        );
      }
    });
  });
}
