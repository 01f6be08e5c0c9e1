import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/** A portal that was started as a user starts it. */
export interface RunningPortal {
  url: string;
  forgeUrl: string;
  apiUrl: string;
  /** Its state directory. */
  state: string;
  /** From the command to "ready", in milliseconds, and what it went into. */
  startMs: number;
  phases: { bootstrapMs: number; sandboxMs: number; portalMs: number };
  stop(): Promise<void>;
}

/** A port on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Runs `npm start` on free ports over a state directory, and waits until it says that it is ready. */
export async function startPortal(state: string): Promise<RunningPortal> {
  const port = await freePort();
  const forgePort = await freePort();
  const apiPort = await freePort();
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(root, 'packages/cli/bootstrap/end-with-parent.cjs'),
      join(root, 'packages/cli/bootstrap/run.mjs'),
      'start',
      ...['--port', String(port), '--forge-port', String(forgePort)],
      ...['--api-port', String(apiPort), '--state', state],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const ended = new Promise<number | null>(done => child.once('exit', done));
  const seen = new Map<string, number>();
  let output = '';
  await new Promise<void>((ready, fail) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const text of [
        'Starting the sandbox',
        'Starting the portal',
        'Mini-Atlas is ready',
      ]) {
        if (output.includes(text) && !seen.has(text))
          seen.set(text, performance.now() - began);
      }
      if (seen.has('Mini-Atlas is ready')) ready();
    });
    void ended.then(code =>
      fail(new Error(`npm start ended with ${code}:\n${output}`)),
    );
  });
  const at = (text: string) => Math.round(seen.get(text) ?? 0);
  return {
    url: `http://localhost:${port}`,
    forgeUrl: `http://127.0.0.1:${forgePort}`,
    apiUrl: `https://127.0.0.1:${apiPort}`,
    state,
    startMs: at('Mini-Atlas is ready'),
    phases: {
      bootstrapMs: at('Starting the sandbox'),
      sandboxMs: at('Starting the portal') - at('Starting the sandbox'),
      portalMs: at('Mini-Atlas is ready') - at('Starting the portal'),
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
