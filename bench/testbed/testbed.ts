import { findTools } from '@mini-atlas/testbed';
import { Figure, ofSeries, single } from '../figure';
import { mergeToReady } from '../measurements';
import { Report } from '../report';
import { round, summarize } from '../statistics';
import { memoryOf } from './memory';
import { startedTestbed } from './startedTestbed';

const STARTS = 3;
const MERGES = 10;

/**
 * What the real control plane takes beside the sandbox: its start, its memory, from a merge to Ready, and how long its
 * programs took to build, as the builder took down at that time. Nothing is built for it.
 */
export async function testbed(report: Report): Promise<void> {
  const tools = findTools();
  if (!tools) {
    report.leaveOut(
      'the testbed: its programs have not been built (`npm run mini-atlas -- testbed` does that; it needs Go)',
    );
    return;
  }
  await report.of('The testbed', running);
  await report.of('Building it', async () => [building(tools.buildSeconds())]);
}

async function running(): Promise<Figure[]> {
  const starts: { startMs: number; stages: Record<string, number> }[] = [];
  for (let i = 1; i < STARTS; i += 1) {
    const started = await startedTestbed();
    starts.push(started);
    await started.stop();
  }
  const last = await startedTestbed();
  starts.push(last);
  try {
    const merges = await mergeToReady(
      { state: last.state, forgeUrl: last.testbed.forge.url },
      MERGES,
    );
    const programs = memoryOf(last.testbed);
    return [
      ofSeries('merge → Ready on the testbed', merges, {
        statistic: 'p95',
        target: 5_000,
      }),
      startFigure(starts),
      single({
        name: `testbed: memory after ${MERGES} merges`,
        unit: 'MiB',
        value: sumOf(programs),
        target: 1_229,
        parts: programs,
      }),
    ];
  } finally {
    await last.stop();
  }
}

/** The median; its stages are those of the start that took as long. */
function startFigure(
  starts: { startMs: number; stages: Record<string, number> }[],
): Figure {
  const series = summarize(starts.map(({ startMs }) => startMs));
  const figure = ofSeries(
    'testbed: built programs → everything ready',
    series,
    {
      statistic: 'median',
      target: 12_000,
    },
  );
  const median = starts.find(({ startMs }) => startMs === series.medianMs);
  return { ...figure, parts: median?.stages };
}

/** Programs of which nobody took it down are left out of the sum. */
function building(seconds: Record<string, number>): Figure {
  const parts = Object.fromEntries(
    Object.entries(seconds).map(([name, took]) => [name, took * 1_000]),
  );
  return single({
    name: 'testbed: building its programs',
    unit: 'ms',
    value: sumOf(parts),
    target: 1_500_000,
    parts,
  });
}

function sumOf(parts: Record<string, number>): number {
  return round(Object.values(parts).reduce((sum, value) => sum + value, 0));
}
