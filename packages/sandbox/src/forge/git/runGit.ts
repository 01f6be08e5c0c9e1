import { spawn } from 'node:child_process';
import { systemErrorCode } from '../systemError';

/** `git` said no. The message is its own. */
export class GitError extends Error {
  constructor(
    readonly args: string[],
    readonly exitCode: number | null,
    readonly stderr: string,
  ) {
    super(stderr.trim() || `git ${args[0]} ended with status ${exitCode}`);
    this.name = 'GitError';
  }
}

/** What a finished `git` left. */
export interface GitResult {
  stdout: Buffer;
  stderr: string;
  exitCode: number;
}

/** How to run `git`. */
export interface GitOptions {
  /** The bare repository. */
  directory?: string;
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Exit codes that are an answer, not a failure; default `[0]`. */
  accept?: number[];
  signal?: AbortSignal;
}

/** The environment of every `git` that the sandbox starts: no configuration of the machine, no prompts, C locale. */
export function gitEnvironment(
  extra: Record<string, string> = {},
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    SystemRoot: process.env.SystemRoot,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    ...extra,
  };
}

/**
 * Runs the system's `git` to its end. Throws `GitError` when it exits with a code that is not accepted,
 * and an `Error` that says so when there is no `git`.
 */
export function runGit(
  args: string[],
  { directory, input, env, accept = [0], signal }: GitOptions = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const all = directory ? [`--git-dir=${directory}`, ...args] : args;
    const git = spawn('git', all, { env: gitEnvironment(env), signal });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    git.stdout.on('data', chunk => stdout.push(chunk));
    git.stderr.on('data', chunk => stderr.push(chunk));
    git.on('error', error => reject(startError(error)));
    git.on('close', exitCode => {
      const message = Buffer.concat(stderr).toString('utf8');
      if (exitCode !== null && accept.includes(exitCode)) {
        resolve({ stdout: Buffer.concat(stdout), stderr: message, exitCode });
      } else {
        reject(new GitError(args, exitCode, message));
      }
    });
    // A git that ends before it has read everything closes the pipe; its exit code tells the rest.
    git.stdin.on('error', () => undefined);
    git.stdin.end(input);
  });
}

/** Like `runGit`; its output as text without the last line break. */
export async function gitText(
  args: string[],
  options?: GitOptions,
): Promise<string> {
  const { stdout } = await runGit(args, options);
  return stdout.toString('utf8').replace(/\n$/, '');
}

function startError(error: Error): Error {
  return systemErrorCode(error) === 'ENOENT'
    ? new Error('There is no "git" on the PATH. Install Git and try again.')
    : error;
}
