import { GitRunner } from './gitRunner';

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

const runner = new GitRunner(gitEnvironment());

/**
 * Runs the system's `git` to its end. Throws `GitError` when it exits with a code that is not accepted,
 * and an `Error` that says so when there is no `git`.
 */
export async function runGit(
  args: string[],
  { directory, input, env, accept = [0], signal }: GitOptions = {},
): Promise<GitResult> {
  const outcome = await runner.run(
    {
      args: directory ? [`--git-dir=${directory}`, ...args] : args,
      env: gitEnvironment(env),
      input,
    },
    signal,
  );
  if (outcome.error) throw startError(outcome.error);
  const { stdout, stderr, exitCode } = outcome;
  if (exitCode === null || !accept.includes(exitCode)) {
    throw new GitError(args, exitCode, stderr);
  }
  return { stdout: Buffer.from(stdout), stderr, exitCode };
}

/** Like `runGit`; its output as text without the last line break. */
export async function gitText(
  args: string[],
  options?: GitOptions,
): Promise<string> {
  const { stdout } = await runGit(args, options);
  return stdout.toString('utf8').replace(/\n$/, '');
}

function startError({ code, message }: { code?: string; message: string }) {
  return new Error(
    code === 'ENOENT'
      ? 'There is no "git" on the PATH. Install Git and try again.'
      : message,
  );
}
