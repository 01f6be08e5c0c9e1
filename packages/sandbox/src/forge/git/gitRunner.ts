import { ChildProcess, fork } from 'node:child_process';
import { dirname, join } from 'node:path';

/** One `git` to run. */
export interface GitRun {
  args: string[];
  env: NodeJS.ProcessEnv;
  input?: string | Buffer;
}

/** What came of it; `error` when it could not be started. */
export type GitOutcome =
  | {
      stdout: Buffer;
      stderr: string;
      /** `null` when a signal ended it. */
      exitCode: number | null;
      error?: undefined;
    }
  | { error: { code?: string; message: string } };

interface Waiting {
  resolve(outcome: GitOutcome): void;
  reject(error: Error): void;
}

// Found through the package itself, so that it is right in `src` and in `dist`.
const PROGRAM = join(
  dirname(require.resolve('@mini-atlas/sandbox/package.json')),
  'git-runner.cjs',
);

/** How long the small process is kept without work. */
const IDLE_MS = 5_000;

/**
 * Runs `git` through a small process that is started when it is needed and ends when there has been nothing to do
 * for a while; see `git-runner.cjs` for why. It keeps no process alive that wants to end.
 */
export class GitRunner {
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** @throws Error when the small process ends meanwhile, and the signal's reason when it aborts */
  run(wanted: GitRun, signal?: AbortSignal): Promise<GitOutcome> {
    signal?.throwIfAborted();
    const child = (this.child ??= this.start());
    const id = ++this.last;
    clearTimeout(this.idle);
    child.ref();
    child.channel?.ref();
    const abort = () => child.send({ id, abort: true });
    signal?.addEventListener('abort', abort, { once: true });
    return new Promise<GitOutcome>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      child.send({ id, ...wanted });
    }).finally(() => {
      signal?.removeEventListener('abort', abort);
      this.done(id);
    });
  }

  private start(): ChildProcess {
    const child = fork(PROGRAM, {
      env: this.env,
      execArgv: [],
      serialization: 'advanced',
    });
    child.on('message', (answer: GitOutcome & { id: number }) =>
      this.waiting.get(answer.id)?.resolve(answer),
    );
    const lost = (reason: string) => {
      if (this.child === child) this.child = undefined;
      const error = new Error(
        `The process that runs git ${reason}. Try again.`,
      );
      for (const { reject } of this.waiting.values()) reject(error);
    };
    child.on('error', ({ message }) => lost(`failed: ${message}`));
    child.on('exit', (code, signal) => {
      if (this.child === child) lost(`ended with ${signal ?? code}`);
    });
    return child;
  }

  private done(id: number): void {
    this.waiting.delete(id);
    if (this.waiting.size > 0 || !this.child) return;
    this.child.unref();
    this.child.channel?.unref();
    this.idle = setTimeout(() => {
      this.child?.disconnect();
      this.child = undefined;
    }, IDLE_MS).unref();
  }
}
