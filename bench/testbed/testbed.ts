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
    const programs = memoryOf(last.testbed);
    const merges = await mergeToReady(
      { state: last.state, forgeUrl: last.testbed.forge.url },
      MERGES,
    );
    return [
      ofSeries('merge → Ready on the testbed', merges, {
        statistic: 'p95',
        // Before Flux takes up the next merge, it looks once more, five seconds later, whether the last one is healthy.
        target: 8_000,
      }),
      startFigure(starts),
      single({
        name: 'testbed: memory when everything is ready',
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
    // What the tests give a first build; it was taken down whatever else the machine did then.
    target: 3_600_000,
    parts,
  });
}

function sumOf(parts: Record<string, number>): number {
  return round(Object.values(parts).reduce((sum, value) => sum + value, 0));
}
