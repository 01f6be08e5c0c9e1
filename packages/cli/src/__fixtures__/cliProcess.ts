import { ChildProcess, spawn } from 'node:child_process';
import { createServer, Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../root';

/** The command line as a process of its own. */
export interface CliProcess {
  child: ChildProcess;
  /** What it has written so far, both streams. */
  output(): string;
  /** Resolves when the output matches; rejects when it ends before. */
  says(text: RegExp): Promise<void>;
  /** Resolves with exit code and signal. */
  ended: Promise<{ code: number | null; signal: string | null }>;
}

/** Runs `mini-atlas ARGS` in a process group of its own, as a terminal does. */
export function runCli(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): CliProcess {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      join(root, 'packages/cli/src/main.ts'),
      ...args,
    ],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'development', PORT: '', ...env },
    },
  );
  let output = '';
  const take = (chunk: string) => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  let over = false;
  const ended = new Promise<{ code: number | null; signal: string | null }>(
    resolve => {
      child.once('close', (code, signal) => {
        over = true;
        resolve({ code, signal });
      });
    },
  );
  return {
    child,
    ended,
    output: () => output,
    async says(text) {
      await until(() => text.test(output) || over);
      if (!text.test(output)) {
        throw new Error(`ended without saying ${text}:\n${output}`);
      }
    },
  };
}

/** Waits for a condition; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

/** The processes whose parent this is. */
export function childrenOf(pid: number): Promise<number[]> {
  return new Promise(resolve => {
    const ps = spawn('ps', ['-A', '-o', 'ppid=,pid=']);
    let text = '';
    ps.stdout.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
    ps.once('close', () =>
      resolve(
        text
          .split('\n')
          .map(line => line.trim().split(/\s+/).map(Number))
          .filter(([parent]) => parent === pid)
          .map(([, child]) => child),
      ),
    );
  });
}

/** Says whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Listens on a port, a free one unless given, until it is closed. */
export function occupy(port = 0): Promise<{ port: number; server: Server }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || !address) return;
      resolve({ port: address.port, server });
    });
  });
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const taken = await Promise.all(
    Array.from({ length: count }, () => occupy()),
  );
  await Promise.all(
    taken.map(({ server }) => new Promise(resolve => server.close(resolve))),
  );
  return taken.map(({ port }) => port);
}
