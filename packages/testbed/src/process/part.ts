import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TestbedError } from '../testbedError';
import { Guardian } from './guardian';

const LINES_SHOWN = 20;
const TAIL_BYTES = 16_384;
const GRACE_MS = 5_000;

/** All of them are Go programs; collecting garbage twice as often as usual saves a fifth of their memory. */
const GOGC = '50';

/** A program of the testbed. */
export interface PartCommand {
  /** How messages and the log file call it. */
  name: string;
  program: string;
  args: string[];
  /** Its working directory, and its home. */
  cwd: string;
  /** The whole environment but PATH, TMPDIR, USER, HOME and GOGC. */
  env?: Record<string, string>;
  /** Where its output goes; what a former run left is overwritten. */
  log: string;
}

/** A program of the testbed that was started. */
export interface Part {
  name: string;
  pid: number;
  /** Resolves when it ends without having been asked to: with the last lines of its log. */
  crashed: Promise<TestbedError>;
  /** SIGTERM, and SIGKILL after five seconds; resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a program in a process group of its own, so that a terminal's Ctrl-C does not reach it: parts end in order.
 *
 * @throws TestbedError when it cannot be run
 */
export async function startPart(
  command: PartCommand,
  guardian: Guardian,
): Promise<Part> {
  const { name } = command;
  const child = launch(command);
  const pid = await pidOf(child, command);
  guardian.watch(pid);
  let stopping = false;
  const ended = new Promise<string>(resolve => {
    child.once('exit', (code, signal) =>
      resolve(signal ? `signal ${signal}` : `code ${code}`),
    );
  });
  const crashed = new Promise<TestbedError>(resolve => {
    void ended.then(how => {
      if (!stopping) resolve(crash(command, how));
    });
  });
  return {
    name,
    pid,
    crashed,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = new AbortController();
      await Promise.race([
        ended,
        delay(GRACE_MS, undefined, { signal: late.signal }).then(
          () => child.kill('SIGKILL'),
          // It has ended in time.
          () => undefined,
        ),
      ]);
      late.abort();
      await ended;
    },
  };
}

function launch({ program, args, cwd, env, log }: PartCommand): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w', 0o600);
  try {
    return spawn(program, args, {
      cwd,
      env: { ...inherited(cwd), ...env },
      detached: true,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
}

/** Nothing of the user's settings (proxies, KUBECONFIG, files in the home directory, …) changes what a part does. */
function inherited(home: string): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, USER } = process.env;
  return { PATH, TMPDIR, USER, HOME: home, GOGC };
}

function pidOf(child: ChildProcess, { name, program }: PartCommand) {
  return new Promise<number>((resolve, reject) => {
    child.once('error', error =>
      reject(
        new TestbedError(
          `${name} (${program}) cannot be run: ${error.message}`,
        ),
      ),
    );
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

function crash({ name, log }: PartCommand, how: string): TestbedError {
  return new TestbedError(
    `${name} ended by itself (${how}). Its last lines:\n${lastLines(
      log,
    )}\nAll of them: ${log}`,
  );
}

function lastLines(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(-LINES_SHOWN)
      .join('\n');
  } finally {
    closeSync(file);
  }
}
