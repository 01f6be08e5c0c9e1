import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ANNOTATION_INSTANCE } from '@mini-atlas/backstage-plugin-kro-common';
import { Figure, ofSeries, single } from '../figure';
import { Report } from '../report';
import { round, summarize } from '../statistics';
import { Ask, askingGuest, listMs } from './asking';
import { stallsOf } from './crowd';
import { startCrowdedCluster } from './crowdedCluster';
import { CrowdedPortal, Program, startCrowdedPortal } from './crowdedPortal';

const INSTANCES = 5_000;
const PLAIN = 1_000;
const POLL_MS = 1_000;
const PAGES = `/api/catalog/entities/by-query?limit=0&filter=metadata.annotations.${ANNOTATION_INSTANCE}`;

async function pages(ask: Ask): Promise<number> {
  return Object(await ask(PAGES)).totalItems;
}

/** Milliseconds from one page to the next, once the first are there, until all are; `meanwhile` is done again and again. */
async function perPage(
  ask: Ask,
  all: number,
  meanwhile: () => Promise<void>,
): Promise<number> {
  let first = 0;
  let began = 0;
  for (;;) {
    const count = await pages(ask);
    const now = performance.now();
    if (first === 0 && count > 0) [first, began] = [count, now];
    if (count >= all) return (now - began) / Math.max(1, all - first);
    await meanwhile();
    await delay(POLL_MS);
  }
}

/** Lets a part of the portal run over a crowded cluster while something is measured. */
async function over<T>(
  program: Program,
  measure: (portal: CrowdedPortal, ask: Ask) => Promise<T>,
): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-catalog-'));
  const cluster = await startCrowdedCluster();
  try {
    const portal = await startCrowdedPortal(program, cluster.url, state, {
      BENCH_ENTITIES: String(PLAIN),
    });
    try {
      return await measure(portal, (await askingGuest(portal)).ask);
    } finally {
      await portal.stop();
    }
  } finally {
    await cluster.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** @param plainMs - the same for entities that come from nowhere, where that could be measured */
async function instancesToPages(
  plainMs: number | undefined,
): Promise<Figure[]> {
  return await over('catalogBackend', async (portal, ask) => {
    const lists: number[] = [];
    const perInstance = await perPage(ask, INSTANCES, async () => {
      lists.push(await listMs(ask));
    });
    const gauge = await portal.gauge();
    return [
      {
        ...single({
          name: 'catalog: one of 5,000 instances → its page',
          unit: 'ms',
          value: round(perInstance),
          target: 30,
        }),
        ...(plainMs && {
          ratio: {
            to: 'an entity that comes from nowhere',
            value: round(perInstance / plainMs),
          },
        }),
      },
      ofSeries(
        'list of 5,000 while the catalog takes them in',
        summarize(lists),
        { statistic: 'p95', target: 300 },
      ),
      single({
        name: 'longest turn meanwhile (processor)',
        unit: 'ms',
        value: round(gauge.turnMaxMs),
        target: 200,
        parts: stallsOf(gauge),
      }),
    ];
  });
}

/** What the catalog takes to make pages of 5,000 instances, of which nearly all is its own work, and who has to wait. */
export async function catalogOfCrowd(report: Report): Promise<void> {
  let plainMs: number | undefined;
  await report.of('1,000 entities from nowhere', async () => {
    plainMs = await over('plainBackend', (_, ask) =>
      perPage(ask, PLAIN, async () => undefined),
    );
    return [];
  });
  await report.of('5,000 instances in the catalog', () =>
    instancesToPages(plainMs),
  );
}
