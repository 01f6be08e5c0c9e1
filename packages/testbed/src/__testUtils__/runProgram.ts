import { execFile } from 'node:child_process';

/** How a program ended, and what it wrote. */
export interface ProgramRun {
  code: number;
  stdout: string;
  stderr: string;
}

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Runs a program to its end, whatever comes of it.
 *
 * @param input - what it reads
 * @throws the system's error when it cannot be run
 */
export function runProgram(
  program: string,
  args: string[],
  { cwd, input = '' }: { cwd: string; input?: string },
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd, maxBuffer: MOST_BYTES },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: child.exitCode ?? 0, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}
