/*
 * Writes the table of suites and clusters in docs/testbed.md from the reports that
 * `npm run test:testbed` has left:
 *
 *   node packages/testbed/scripts/matrix.mjs
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const results = join(root, '.mini-atlas', 'test-results');
const page = join(root, 'docs', 'testbed.md');
const MATRIX = /(<!-- matrix -->\n)[^]*?(<!-- end of matrix -->)/;
const ON_CLUSTER = /^(.*) on the (sandbox|testbed)$/;

function readReport(name) {
  const path = join(results, name);
  if (!existsSync(path)) {
    process.stderr.write(`${path} is missing: npm run test:testbed\n`);
    process.exit(1);
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Counts of the suites that run on both clusters: `{ [suite]: { [cluster]: counts } }`. */
function suiteCounts(report) {
  const suites = {};
  const tests = report.testResults.flatMap(file => file.assertionResults);
  for (const { ancestorTitles, status } of tests) {
    const [, suite, cluster] = ON_CLUSTER.exec(ancestorTitles[0] ?? '') ?? [];
    if (!suite) continue;
    const counts = ((suites[suite] ??= {})[cluster] ??= {
      passed: 0,
      others: 0,
    });
    counts[status === 'passed' ? 'passed' : 'others'] += 1;
  }
  return suites;
}

function cell(counts) {
  if (!counts) return '';
  const { passed, others } = counts;
  return others ? `**${passed} of ${passed + others}**` : `${passed} passed`;
}

const suites = suiteCounts(readReport('testbed.json'));
const { stats } = readReport('testbed-journeys.json');
const rows = Object.entries(suites)
  .sort(([one], [other]) => one.localeCompare(other))
  .map(
    ([suite, { sandbox, testbed }]) =>
      `| ${suite} | ${cell(sandbox)} | ${cell(testbed)} |`,
  );
const journeys = `${stats.expected + stats.flaky} passed${
  stats.unexpected ? `, **${stats.unexpected} failed**` : ''
}${stats.skipped ? `, ${stats.skipped} skipped` : ''}`;
const table = [
  '| suite | sandbox | testbed |',
  '| --- | --- | --- |',
  ...rows,
  `| The loop, in a browser | in \`npm test\` | ${journeys} |`,
].join('\n');

const text = readFileSync(page, 'utf8').replace(
  MATRIX,
  (_, begin, end) => `${begin}\n${table}\n\n${end}`,
);
writeFileSync(page, await format(text, { parser: 'markdown' }));
