import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Figure, ofSeries, single } from '../figure';
import { round, summarize, Summary } from '../statistics';
import { Ask, askingGuest, listed, listMs } from './asking';
import { CrowdedCluster, startCrowdedCluster } from './crowdedCluster';
import { CrowdedPortal, Gauge, startCrowdedPortal } from './crowdedPortal';
import { openSignalLine } from './signalLine';

const INSTANCES = 5_000;
const LISTS = 20;
const CHANGES = 50;
const POLL_MS = 100;

/** Waits until all are shown, as a page does that looks again whenever it is told to. */
async function untilListed(ask: Ask): Promise<void> {
  while ((await listed(ask)) < INSTANCES) await delay(POLL_MS);
}

/** Takes samples one after the other. */
async function series(
  samples: number,
  sample: (index: number) => Promise<number>,
): Promise<Summary> {
  const durations: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    durations.push(await sample(index));
  }
  return summarize(durations);
}

/** From a change in the cluster to what open pages are told, one at a time. */
async function changesToSignal(
  cluster: CrowdedCluster,
  portal: CrowdedPortal,
  token: string,
): Promise<Summary> {
  const line = await openSignalLine(portal.url, token);
  try {
    return await series(CHANGES, async index => {
      const told = line.tellsOf(`/app-${index}`);
      const began = performance.now();
      cluster.disturb(`app-${index}`);
      await told;
      return performance.now() - began;
    });
  } finally {
    line.close();
  }
}

/** How long others waited for their turn, on the clock. */
export function stallsOf({ stallP99Ms, stallMaxMs }: Gauge) {
  return { stallP99Ms: round(stallP99Ms), stallMaxMs: round(stallMaxMs) };
}

async function measure(
  cluster: CrowdedCluster,
  portal: CrowdedPortal,
): Promise<Figure[]> {
  const { ask, token } = await askingGuest(portal);
  await untilListed(ask);
  const firstMs = performance.now() - portal.startedAt;
  const loading = await portal.gauge();
  const later = await series(LISTS, () => listMs(ask));
  const told = await changesToSignal(cluster, portal, token);
  return [
    single({
      name: 'start with 5,000 instances → their first list',
      unit: 'ms',
      value: round(firstMs),
      target: 10_000,
      parts: {
        startMs: round(portal.startMs),
        listMs: round(firstMs - portal.startMs),
      },
    }),
    ofSeries('list of 5,000 instances', later, {
      statistic: 'p95',
      target: 300,
    }),
    single({
      name: 'longest turn while 5,000 are read (processor)',
      unit: 'ms',
      value: round(loading.turnMaxMs),
      target: 100,
      parts: stallsOf(loading),
    }),
    single({
      name: 'memory of the portal with 5,000 instances',
      unit: 'MiB',
      value: round(loading.residentMiB),
      target: 1_536,
    }),
    ofSeries('change of one of 5,000 → signal', told, {
      statistic: 'p95',
      target: 200,
    }),
  ];
}

/** The portal over 5,000 instances of four children each: what it takes, and who has to wait. */
export async function crowd(): Promise<Figure[]> {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-crowd-'));
  const cluster = await startCrowdedCluster();
  try {
    const portal = await startCrowdedPortal('viewBackend', cluster.url, state);
    try {
      return await measure(cluster, portal);
    } finally {
      await portal.stop();
    }
  } finally {
    await cluster.stop();
    rmSync(state, { recursive: true, force: true });
  }
}
