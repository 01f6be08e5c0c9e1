import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  setImmediate as nextTurn,
  setTimeout as delay,
} from 'node:timers/promises';
import {
  createKroCluster,
  KroCluster,
} from '@mini-atlas/backstage-plugin-kro-node';
import { kubeconfigFor } from '../plugins/kro-node/src/__testUtils__/kubeconfigFor';
import { Figure, ofSeries, single } from './figure';
import { round, summarize } from './statistics';

const CHANGES = 100;

/** The loader of TypeScript sends messages of its own; the address is the one that is a text. */
async function addressOf(server: ChildProcess): Promise<string> {
  for (;;) {
    const [message] = await once(server, 'message');
    if (typeof message === 'string') return message;
  }
}

/** What a page asks for: every instance, as JSON. */
async function listAnswer(cluster: KroCluster): Promise<string> {
  await cluster.ready();
  const items = cluster.instances();
  // As the route does.
  await nextTurn();
  return JSON.stringify({ cluster: cluster.status(), items });
}

/** Runs `work`, and tells how long the event loop was held up at most meanwhile. */
async function longestStall(work: () => Promise<void>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  return round(histogram.max / 1e6);
}

async function changeAndList(
  server: ChildProcess,
  cluster: KroCluster,
  name: string,
): Promise<number> {
  const told = new Promise<void>(resolve => {
    const end = cluster.subscribe(({ instances }) => {
      if (!instances.some(ref => ref.endsWith(`/${name}`))) return;
      end();
      resolve();
    });
  });
  server.send(name);
  await told;
  const began = performance.now();
  await listAnswer(cluster);
  return performance.now() - began;
}

/** 5,000 instances of four children each: the first list, later ones after a child changed, and who has to wait. */
export async function atScale(): Promise<Figure[]> {
  const server = fork(join(__dirname, 'crowdedCluster.ts'), {
    execArgv: process.execArgv,
  });
  try {
    const url = await addressOf(server);
    const cluster = createKroCluster({
      name: 'bench',
      kubeconfig: kubeconfigFor(url),
    });
    try {
      while (cluster.status().state === 'starting') await delay(1);
      let firstMs = 0;
      const whileFirst = await longestStall(async () => {
        const began = performance.now();
        await listAnswer(cluster);
        firstMs = round(performance.now() - began);
      });
      const durations: number[] = [];
      const whileLater = await longestStall(async () => {
        for (let index = 0; index < CHANGES; index += 1) {
          durations.push(await changeAndList(server, cluster, `app-${index}`));
        }
      });
      return [
        single({
          name: 'first list of 5,000 instances',
          unit: 'ms',
          value: firstMs,
          target: 1_500,
        }),
        ofSeries('list of 5,000 after a child changed', summarize(durations), {
          statistic: 'p95',
          target: 100,
        }),
        single({
          name: 'longest stall of the event loop at 5,000',
          unit: 'ms',
          value: Math.max(whileFirst, whileLater),
          target: 50,
          parts: { firstListMs: whileFirst, laterListsMs: whileLater },
        }),
      ];
    } finally {
      cluster.stop();
    }
  } finally {
    server.kill();
  }
}
