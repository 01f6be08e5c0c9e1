import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './root';

/** A program that runs beside this one. */
export interface RunningProgram {
  /** Resolves with the exit code (or 1 for a signal) when it ends. */
  ended: Promise<number>;
  /** Sends it a message, which it receives as `message` of its process; nothing when it has ended. */
  send(message: object): void;
  /** Ends it and everything it started: SIGTERM, and SIGKILL after five seconds. */
  stop(): Promise<void>;
}

const GRACE_MS = 5_000;
const KILL_MS = 2_000;
const POLL_MS = 50;

/**
 * Starts a Node program in a process group of its own, with its output to `onOutput`. It ends when
 * this process ends, however that comes about.
 */
export function runProgram(options: {
  /** Modules to load first, the program, its arguments. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onOutput(chunk: string): void;
}): RunningProgram {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--require',
      join(root, 'packages/cli/bootstrap/end-with-parent.cjs'),
      ...options.args,
    ],
    {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      // The channel closes when this process dies, however it dies: the child then ends by itself.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  child.stdout?.setEncoding('utf8').on('data', options.onOutput);
  child.stderr?.setEncoding('utf8').on('data', options.onOutput);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
  return {
    ended,
    send(message) {
      if (child.connected) child.send(message);
    },
    stop: () => endGroup(child),
  };
}

/** Ends what is left of the child's process group, also when the child itself has gone already. */
async function endGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !signalGroup(pid, 'SIGTERM')) return;
  if (await isGone(pid, GRACE_MS)) return;
  signalGroup(pid, 'SIGKILL');
  // The kernel takes a moment to give the ports back.
  await isGone(pid, KILL_MS);
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const limit = Date.now() + withinMs;
  while (Date.now() < limit) {
    if (!signalGroup(pid, 0)) return true;
    await delay(POLL_MS);
  }
  return false;
}

/** Says whether anybody was there to take the signal; 0 only asks. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
