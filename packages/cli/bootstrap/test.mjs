/*
 * `npm test`: everything that must hold before a change lands. Runs all of it also after a
 * failure, says at the end what failed, and ends with one line that counts.
 *
 *   npm test                 everything that a clone has what it takes for
 *   npm test -- --all        with the real control plane, where this machine can build it
 *   npm test -- --only unit  one part (see testParts.mjs)
 *   npm run test:testbed     the parts that need the real control plane
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countLine, sum } from './counts.mjs';
import { runParts } from './runParts.mjs';
import { testParts } from './testParts.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const results = join(root, '.mini-atlas', 'test-results');
const [flag, names] = process.argv.slice(2);
const parts = testParts(root, results, {
  all: flag === '--all',
  // Who names them wants them.
  requireTestbed:
    flag === '--only' || process.env.MINI_ATLAS_REQUIRE_TESTBED === '1',
});

function chosenNames() {
  const every = Object.keys(parts);
  if (!flag) return every.filter(name => !parts[name].onlyWhenAsked);
  if (flag === '--all') return every;
  const chosen = (names ?? '').split(',');
  if (flag !== '--only' || chosen.some(name => !(name in parts))) {
    process.stderr.write(
      `Use: npm test [-- --all | --only ${every.join(',')}]\n`,
    );
    process.exit(2);
  }
  return chosen;
}

function markOf(failed, warning) {
  if (failed) return '✖';
  return warning ? '!' : '✔';
}

function lineOf({ name, outcome, seconds }) {
  const { passed, failed, skipped, warning } = outcome;
  const mark = markOf(failed, warning);
  const column = (value, what) => `${String(value).padStart(5)} ${what}`;
  return `${mark} ${name.padEnd(16)} ${column(passed, 'passed')} ${column(
    failed,
    'failed',
  )} ${column(skipped, 'skipped')}  ${seconds} s`;
}

function frame(text) {
  const rule = '!'.repeat(text.length);
  return `\n${rule}\n${text}\n${rule}\n`;
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const done = await runParts(
  chosenNames().map(name => [name, parts[name]]),
  root,
);
process.stdout.write(`\n${done.map(lineOf).join('\n')}\n`);
for (const { outcome } of done) {
  if (outcome.warning) process.stdout.write(frame(outcome.warning));
}
const total = sum(done.map(({ outcome }) => outcome));
process.stdout.write(`\n${countLine(total)}\n`);
process.exit(total.failed ? 1 : 0);
