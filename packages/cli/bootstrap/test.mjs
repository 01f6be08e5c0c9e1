/*
 * `npm test`: everything that must hold before a change lands. Runs all of it also after a
 * failure, says at the end what failed, and ends with one line that counts.
 *
 *   npm test                 everything
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
const parts = testParts(root, results);

function chosenNames() {
  const [flag, names] = process.argv.slice(2);
  const all = Object.keys(parts);
  if (!flag) return all.filter(name => !parts[name].onlyWhenAsked);
  const chosen = (names ?? '').split(',');
  if (flag !== '--only' || chosen.some(name => !(name in parts))) {
    process.stderr.write(`Use: npm test [-- --only ${all.join(',')}]\n`);
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
  return `${mark} ${name.padEnd(9)} ${column(passed, 'passed')} ${column(
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
