import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { kubeconfigFor } from '../../plugins/kro-node/src/__testUtils__/kubeconfigFor';
import { freePort } from '../portal';

const root = resolve(__dirname, '../..');
const bootstrap = join(root, 'packages/cli/bootstrap');
const START_MS = 120_000;
const POLL_MS = 50;

/** What the portal's process has cost since the last time it was asked. */
export interface Gauge {
  /** How long the event loop was held up: its 99th percentile and its maximum. */
  stallP99Ms: number;
  stallMaxMs: number;
  /** The longest that others waited for their turn, in processor time of the main thread. */
  turnMaxMs: number;
  residentMiB: number;
}

/** A part of the portal's back end over some cluster, with its gauge, which begins when its modules are loaded. */
export interface CrowdedPortal {
  url: string;
  /** When it was started, and how long it took until it said that it was ready: in milliseconds. */
  startedAt: number;
  startMs: number;
  gauge(): Promise<Gauge>;
  stop(): Promise<void>;
}

/** Which part of the portal runs. */
export type Program = 'viewBackend' | 'catalogBackend' | 'plainBackend';

/** What `app-config.yaml` refers to. There is no forge: what comes from one is not measured here. */
function environmentOf(cluster: string, state: string, port: number) {
  return {
    MINI_ATLAS_ROOT: root,
    MINI_ATLAS_STATE: state,
    MINI_ATLAS_PORT: String(port),
    MINI_ATLAS_URL: `http://localhost:${port}`,
    MINI_ATLAS_KUBECONFIG: kubeconfigFor(cluster),
    MINI_ATLAS_CLUSTER_TOKEN: 'a-token',
    MINI_ATLAS_CLUSTER_CA: 'none',
    MINI_ATLAS_FORGE_URL: 'http://127.0.0.1:9',
    MINI_ATLAS_FORGE_TOKEN: 'a-token',
    MINI_ATLAS_CONFIG_SCHEMA: join(root, '.tools/config-schema.json'),
    // Without the back end that decides on them.
    APP_CONFIG_permission_enabled: 'false',
  };
}

/** The readiness as the back end tells it; 0 while nothing listens yet. */
async function readiness(url: string): Promise<number> {
  return await fetch(`${url}/.backstage/health/v1/readiness`).then(
    ({ status }) => status,
    () => 0,
  );
}

async function until(
  what: string,
  child: ChildProcess,
  condition: () => Promise<boolean>,
): Promise<void> {
  const limit = performance.now() + START_MS;
  while (!(await condition())) {
    if (child.exitCode !== null) {
      throw new Error(`the portal ended with ${child.exitCode}`);
    }
    if (performance.now() > limit) {
      throw new Error(`the portal ${what} not within ${START_MS / 1_000} s`);
    }
    await delay(POLL_MS);
  }
}

async function gaugeOf(child: ChildProcess): Promise<Gauge> {
  child.send('gauge');
  const [message] = await once(child, 'message');
  return message.gauge;
}

/** Starts a part of the back end over a cluster, and waits until it is ready. */
export async function startCrowdedPortal(
  program: Program,
  cluster: string,
  state: string,
  more: Record<string, string> = {},
): Promise<CrowdedPortal> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const modules = [
    join(__dirname, 'gauge.cjs'),
    join(bootstrap, 'end-with-parent.cjs'),
    join(bootstrap, 'end-soon.cjs'),
    require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
  ];
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...modules.flatMap(module => ['--require', module]),
      join(__dirname, `${program}.ts`),
      ...['--config', join(root, 'app-config.yaml')],
    ],
    {
      cwd: root,
      env: { ...process.env, ...environmentOf(cluster, state, port), ...more },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await until('listens', child, async () => (await readiness(url)) > 0);
    // What loading its own modules takes has nothing to do with the cluster.
    await gaugeOf(child);
    await until('is ready', child, async () => (await readiness(url)) === 200);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    startedAt: began,
    startMs: performance.now() - began,
    gauge: () => gaugeOf(child),
    stop,
  };
}
