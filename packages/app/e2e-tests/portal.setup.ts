import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cluster } from './cluster';

const root = resolve(__dirname, '../../..');

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address
          ? done(address.port)
          : reject(new Error('the probe has no port')),
      );
    });
  });
}

/**
 * Starts portal and cluster as a user does, on free ports and an empty state, and tells the
 * journeys where they are: PORTAL_URL, FORGE_URL, KUBECONFIG.
 */
export default async function startPortal(): Promise<
  undefined | (() => Promise<void>)
> {
  // A portal that runs already is used as it is.
  if (process.env.PORTAL_URL) return undefined;
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-journeys-'));
  const [port, forgePort, apiPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
  ]);
  const child = spawn(
    process.execPath,
    [
      join(root, 'packages/cli/bootstrap/run.mjs'),
      'start',
      ...['--port', String(port)],
      ...['--forge-port', String(forgePort)],
      ...['--api-port', String(apiPort)],
      ...['--state', state],
      ...['--cluster', cluster],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>(done => child.once('exit', done));
  let output = '';
  await new Promise<void>((ready, fail) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.includes('Mini-Atlas is ready')) ready();
    });
    void ended.then(code =>
      fail(new Error(`npm start ended with ${code}:\n${output}`)),
    );
  });
  process.env.PORTAL_URL = `http://localhost:${port}`;
  process.env.FORGE_URL = `http://127.0.0.1:${forgePort}`;
  process.env.KUBECONFIG = join(state, 'kubeconfig');
  return async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(state, { recursive: true, force: true });
  };
}
