/*
 * `npm run bench`: starts the portal as a user does, measures what it promises, and writes
 * `bench/results.json`. Ends with 1 when a target is missed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiServerAtScale } from './apiServer/atScale';
import { openBrowser } from './browser';
import { catalogLag } from './catalogEntity';
import { changeToScreen } from './changeToScreen';
import { crowd } from './crowd/crowd';
import { Figure, lineOf, ofSeries, single } from './figure';
import { describeMachine } from './machine';
import {
  emptyAnswer,
  mergeToReady,
  preview,
  requestsWhilePageIsOpen,
} from './measurements';
import { RunningPortal, startPortal } from './portal';
import { round } from './statistics';
import { testbed } from './testbed/testbed';

const RESULTS = join(__dirname, 'results.json');

const progress = (text: string) => process.stdout.write(`• ${text} …\n`);

/** The second start over the same state: everything is installed, built and there. */
async function warmStart(
  state: string,
): Promise<{ portal: RunningPortal; figure: Figure }> {
  progress('First start');
  await (await startPortal(state)).stop();
  progress('Warm start');
  const portal = await startPortal(state);
  return {
    portal,
    figure: single({
      name: 'warm start',
      unit: 'ms',
      value: portal.startMs,
      target: 20_000,
      parts: portal.phases,
    }),
  };
}

async function measure(portal: RunningPortal): Promise<Figure[]> {
  progress('Merge to Ready');
  const ready = ofSeries(
    'merge → Ready in the sandbox',
    await mergeToReady(portal, 10),
    {
      statistic: 'p95',
      target: 3_000,
    },
  );
  progress('Preview');
  const floor = await emptyAnswer(portal, 200);
  const shown = ofSeries('preview over HTTP', await preview(portal, 200), {
    statistic: 'p95',
    target: 50,
  });
  shown.ratio = {
    to: 'an empty answer of the same server (medians)',
    value: round((shown.series?.medianMs ?? 0) / floor.medianMs),
  };
  progress('Cluster to catalog');
  const catalog = await catalogLag(portal, 20);
  const browser = await openBrowser();
  try {
    progress('Change to screen');
    const changes = await changeToScreen(portal, browser, 24);
    const screen = ofSeries('change in the cluster → screen', changes.all, {
      statistic: 'p95',
      target: 500,
    });
    screen.byKind = changes.byKind;
    progress('Requests while a page is open');
    const requests = single({
      name: 'API-server requests while a page is open',
      unit: 'requests',
      value: await requestsWhilePageIsOpen(portal, browser),
      target: 0,
    });
    return [ready, shown, ...catalog, screen, requests];
  } finally {
    await browser.close();
  }
}

/** What one person sees of the portal that `npm start` starts. */
async function ordinaryUse(): Promise<Figure[]> {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-bench-'));
  try {
    const { portal, figure } = await warmStart(state);
    try {
      return [figure, ...(await measure(portal))];
    } finally {
      await portal.stop();
    }
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const machine = describeMachine();
  progress('The API server with 25,000 objects');
  const scale = await apiServerAtScale();
  const figures = [...(await ordinaryUse()), ...scale];
  progress('5,000 instances');
  figures.push(...(await crowd()));
  progress('The testbed');
  const real = await testbed();
  figures.push(...real.figures);
  const date = new Date().toISOString();
  writeFileSync(
    RESULTS,
    `${JSON.stringify(
      { date, machine, figures, leftOut: real.leftOut },
      undefined,
      2,
    )}\n`,
  );
  if (real.leftOut) process.stdout.write(`\n! Left out: ${real.leftOut}\n`);
  process.stdout.write(`\n${figures.map(lineOf).join('\n')}\n\n${RESULTS}\n`);
  process.exitCode = figures.every(({ met }) => met) ? 0 : 1;
}

void main();
