import { basename, join } from 'node:path';
import {
  countsWithout,
  exitCounts,
  failedFiles,
  jestCounts,
  notRun,
  sum,
} from './counts.mjs';
import { journeysPart } from './journeysPart.mjs';
import { readJson } from './partReports.mjs';

/** Builds the programs, and takes down whether they stand. */
const programsPart = (args, report, { programs, required }) => ({
  async run(execute) {
    programs.stand = await execute(process.execPath, [...args, report]);
    const { lacks } = readJson(report) ?? {};
    if (!lacks) return exitCounts(programs.stand);
    return notRun(`The real control plane was NOT tested. ${lacks}`, {
      required,
    });
  },
});

/** The testbed's own room, and what the command line does with a testbed. */
const SUITES = [
  'packages/testbed/',
  'packages/cli/src/platform/upOnTestbed.test.ts',
];

/**
 * The testbed's tests: units, and the behaviour suites on both clusters; one testbed at a time. Real programs answer when
 * they like, and a suite has a cluster of its own: files that failed run once more on new clusters. Which ones is said
 * in a way that nobody overlooks.
 */
const suitesPart = (backstageCli, report, programs) => ({
  async run(execute) {
    const runFiles = (files, output) =>
      execute(
        process.execPath,
        [
          ...[backstageCli, 'repo', 'test', ...files],
          ...['--maxWorkers=1', '--json', `--outputFile=${output}`],
        ],
        {
          ...(programs.stand ? { MINI_ATLAS_TESTBED: '1' } : {}),
          NODE_OPTIONS: '--max-old-space-size=4096',
        },
      );
    const ok = await runFiles(SUITES, report);
    const first = readJson(report);
    const failed = ok || !programs.stand ? [] : failedFiles(first);
    if (failed.length === 0) return jestCounts(first, ok);

    const secondReport = report.replace(/\.json$/, '-second.json');
    const secondOk = await runFiles(failed, secondReport);
    return {
      ...sum([
        countsWithout(first, failed),
        jestCounts(readJson(secondReport), secondOk),
      ]),
      warning: `These failed on the real control plane, and ran a second time: ${failed
        .map(path => basename(path))
        .join(', ')}`,
    };
  },
});

/** The journeys are one story on one cluster: when one fails, all are walked once more on a new one. */
const withPrograms = (programs, { run }) => ({
  async run(execute) {
    if (!programs.stand) return notRun();
    const first = await run(execute);
    if (first.failed === 0) return first;
    return {
      ...(await run(execute)),
      warning:
        'A journey failed on the real control plane: all ran a second time',
    };
  },
});

/**
 * The parts that need the real control plane, by name: its programs are built, then the suites
 * run on it, then the journeys. All are `onlyWhenAsked`.
 *
 * On a machine that cannot build the programs (no Go, no room) the first is skipped, or fails with
 * `required`; a build that breaks is a failure. Either way the others still do what needs no
 * programs.
 *
 * @param tools - how to run TypeScript and the test runners, and where reports are written
 */
export function testbedParts({
  node,
  backstageCli,
  playwright,
  program,
  results,
  required,
}) {
  const programs = { stand: true };
  const parts = {
    'testbed-programs': programsPart(
      [...node, program],
      join(results, 'testbed-programs.json'),
      { programs, required },
    ),
    testbed: suitesPart(backstageCli, join(results, 'testbed.json'), programs),
    'testbed-journeys': withPrograms(
      programs,
      journeysPart(playwright, join(results, 'testbed-journeys.json'), {
        files: ['loop', 'edit'],
        env: { MINI_ATLAS_CLUSTER: 'testbed' },
      }),
    ),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, { run }]) => [
      name,
      { run, alone: true, onlyWhenAsked: true },
    ]),
  );
}
