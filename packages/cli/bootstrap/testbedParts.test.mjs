import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testbedParts } from './testbedParts.mjs';

const jest = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

/** Runs the first two parts with programs that only pretend; `build` gets its report's path. */
async function runParts(t, build, { required = false } = {}) {
  const results = mkdtempSync(join(tmpdir(), 'mini-atlas-parts-'));
  t.after(() => rmSync(results, { recursive: true }));
  const parts = testbedParts({
    node: [],
    backstageCli: 'backstage-cli',
    playwright: 'playwright',
    program: 'buildPrograms.ts',
    results,
    required,
  });
  let suitesEnv;
  const execute = async (_, args, env) => {
    if (args[0] === 'buildPrograms.ts') return build(args[1]);
    suitesEnv = env;
    writeFileSync(join(results, 'testbed.json'), JSON.stringify(jest));
    return true;
  };
  const outcome = await parts['testbed-programs'].run(execute);
  const suites = await parts.testbed.run(execute);
  const journeys = await parts['testbed-journeys'].run(async () => true);
  return { outcome, suites, journeys, onTestbed: suitesEnv.MINI_ATLAS_TESTBED };
}

test('everything runs when the programs stand', async t => {
  const { outcome, suites, onTestbed } = await runParts(t, () => true);
  assert.deepEqual(outcome, { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(suites, { passed: 5, failed: 0, skipped: 2 });
  assert.equal(onTestbed, '1');
});

test('a build that breaks is a failure, and nothing runs without programs', async t => {
  const { outcome, journeys, onTestbed } = await runParts(t, () => false);
  assert.deepEqual(outcome, { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(journeys, { passed: 0, failed: 0, skipped: 1 });
  assert.equal(onTestbed, undefined);
});

const lacksGo = report => {
  writeFileSync(report, JSON.stringify({ lacks: 'There is no `go`.' }));
  return false;
};

test('a machine that lacks something skips it, and says what', async t => {
  const { outcome } = await runParts(t, lacksGo);
  assert.deepEqual(outcome, {
    passed: 0,
    failed: 0,
    skipped: 1,
    warning: 'The real control plane was NOT tested. There is no `go`.',
  });
});

test('it fails where the real control plane is required', async t => {
  const { outcome } = await runParts(t, lacksGo, { required: true });
  assert.equal(outcome.failed, 1);
});

/** A Jest report of files that passed or failed, with one test each. */
const reportOf = files => ({
  ...jest,
  numPassedTests: Object.values(files).filter(passed => passed).length,
  numFailedTests: Object.values(files).filter(passed => !passed).length,
  numPendingTests: 0,
  testResults: Object.entries(files).map(([name, passed]) => ({
    name,
    status: passed ? 'passed' : 'failed',
    assertionResults: [{ status: passed ? 'passed' : 'failed' }],
  })),
});

/** Runs the suites with reports, one a run; gives back what came of it, and which files were asked for. */
async function runSuites(t, ...reports) {
  const results = mkdtempSync(join(tmpdir(), 'mini-atlas-parts-'));
  t.after(() => rmSync(results, { recursive: true }));
  const parts = testbedParts({ node: [], backstageCli: 'cli', results });
  const asked = [];
  const outcome = await parts.testbed.run(async (_, args) => {
    const report = reports[asked.length];
    asked.push(args.slice(3, args.indexOf('--maxWorkers=1')));
    const output = args.find(arg => arg.startsWith('--outputFile='));
    writeFileSync(output.split('=')[1], JSON.stringify(report));
    return report.numFailedTests === 0;
  });
  return { outcome, asked };
}

test('files that failed run a second time, which is said', async t => {
  const { outcome, asked } = await runSuites(
    t,
    reportOf({ '/a.test.ts': true, '/b.test.ts': false }),
    reportOf({ '/b.test.ts': true }),
  );
  assert.deepEqual(asked, [
    ['packages/testbed/', 'packages/cli/src/platform/upOnTestbed.test.ts'],
    ['/b.test.ts'],
  ]);
  const { warning, ...counts } = outcome;
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 0 });
  assert.match(warning, /b\.test\.ts/);
});

test('what fails twice has failed', async t => {
  const broken = reportOf({ '/b.test.ts': false });
  const { outcome } = await runSuites(t, broken, broken);
  assert.equal(outcome.failed, 1);
});
