import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from '@playwright/test';
import { openBrowser } from './browser';
import { catalogLag } from './catalogEntity';
import { changeToScreen } from './changeToScreen';
import { Figure, ofSeries, single } from './figure';
import {
  emptyAnswer,
  mergeToReady,
  preview,
  requestsWhilePageIsOpen,
} from './measurements';
import { RunningPortal, startPortal } from './portal';
import { Report } from './report';
import { round } from './statistics';

/** The second start over the same state: everything is installed, built and there. */
function warmStart({ startMs, phases }: RunningPortal): Figure {
  return single({
    name: 'warm start',
    unit: 'ms',
    value: startMs,
    target: 20_000,
    parts: phases,
  });
}

async function merges(portal: RunningPortal): Promise<Figure> {
  return ofSeries(
    'merge → Ready in the sandbox',
    await mergeToReady(portal, 10),
    { statistic: 'p95', target: 3_000 },
  );
}

async function previews(portal: RunningPortal): Promise<Figure> {
  const floor = await emptyAnswer(portal, 200);
  const shown = ofSeries('preview over HTTP', await preview(portal, 200), {
    statistic: 'p95',
    target: 50,
  });
  return {
    ...shown,
    ratio: {
      to: 'an empty answer of the same server (medians)',
      value: round((shown.series?.medianMs ?? 0) / floor.medianMs),
    },
  };
}

async function screenChanges(
  portal: RunningPortal,
  browser: Browser,
): Promise<Figure> {
  const { all, byKind } = await changeToScreen(portal, browser, 24);
  return {
    ...ofSeries('change in the cluster → screen', all, {
      statistic: 'p95',
      target: 500,
    }),
    byKind,
  };
}

async function requests(
  portal: RunningPortal,
  browser: Browser,
): Promise<Figure> {
  return single({
    name: 'API-server requests while a page is open',
    unit: 'requests',
    value: await requestsWhilePageIsOpen(portal, browser),
    target: 0,
  });
}

async function inBrowser(portal: RunningPortal, report: Report): Promise<void> {
  const browser = await openBrowser();
  try {
    await report.of('Change to screen', async () => [
      await screenChanges(portal, browser),
    ]);
    await report.of('Requests while a page is open', async () => [
      await requests(portal, browser),
    ]);
  } finally {
    await browser.close();
  }
}

async function measure(portal: RunningPortal, report: Report): Promise<void> {
  await report.of('Merge to Ready', async () => [await merges(portal)]);
  await report.of('Preview', async () => [await previews(portal)]);
  await report.of('Cluster to catalog', () => catalogLag(portal, 20));
  await report.of('In the browser', async () => {
    await inBrowser(portal, report);
    return [];
  });
}

/** What one person sees of the portal that `npm start` starts. */
export async function ordinaryUse(report: Report): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-bench-'));
  try {
    await report.of('First start, then a warm one', async () => {
      await (await startPortal(state)).stop();
      const portal = await startPortal(state);
      try {
        await measure(portal, report);
      } finally {
        await portal.stop();
      }
      return [warmStart(portal)];
    });
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
