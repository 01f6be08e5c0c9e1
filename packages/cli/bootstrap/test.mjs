/*
 * `npm test`: everything that must hold before a change lands, in the order in which it is
 * cheapest to find out. Runs all of it also after a failure, says at the end what failed, and
 * ends with one line that counts.
 *
 *   npm test                 everything
 *   npm test -- --only unit  one part (see PARTS)
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  countLine,
  exitCounts,
  jestCounts,
  playwrightCounts,
  sum,
  tapCounts,
} from './counts.mjs';
import { endGroupOnSignal } from './endGroupOnSignal.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const results = join(root, '.mini-atlas', 'test-results');
const bin = name => join(root, 'node_modules', '.bin', name);
const backstageCli = join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);
const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function run(command, args, env = {}) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      detached: true,
      env: { ...process.env, CI: '1', ...env },
    });
    endGroupOnSignal(child);
    child.once('error', reject);
    child.once('close', code => done(code === 0));
  });
}

/** What a program wrote to its report file; nothing when it did not get that far. */
function read(report) {
  return existsSync(report) ? readFileSync(report, 'utf8') : undefined;
}

function readJson(report) {
  const text = read(report);
  return text === undefined ? undefined : JSON.parse(text);
}

/** A part whose outcome is its exit code. */
const check = (command, args, env) => async () =>
  exitCounts(await run(command, args, env));

async function bootstrap() {
  const report = join(results, 'bootstrap.tap');
  const ok = await run(process.execPath, [
    '--test',
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
    'packages/cli/bootstrap/*.test.mjs',
  ]);
  return tapCounts(read(report), ok);
}

async function unit() {
  const report = join(results, 'jest.json');
  const args = ['--maxWorkers=2', '--json', `--outputFile=${report}`];
  const ok = await run(
    process.execPath,
    [backstageCli, 'repo', 'test', ...args],
    { NODE_OPTIONS: '--max-old-space-size=4096' },
  );
  return jestCounts(readJson(report), ok);
}

async function journeys() {
  const browser = process.env.CHROMIUM_PATH ?? BROWSERS.find(existsSync);
  if (!browser || !existsSync(browser)) return withoutBrowser(browser);
  const report = join(results, 'playwright.json');
  const ok = await run(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test'],
    { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  return playwrightCounts(readJson(report), ok);
}

/** Skipped is not passed: it is said in a way that nobody overlooks. */
function withoutBrowser(browser) {
  const required = process.env.MINI_ATLAS_REQUIRE_BROWSER === '1';
  return {
    passed: 0,
    failed: required ? 1 : 0,
    skipped: required ? 0 : 1,
    warning: `${
      browser
        ? `CHROMIUM_PATH=${browser} does not exist`
        : 'No Chromium was found'
    }: the browser journeys were NOT run. Install Chromium or set CHROMIUM_PATH.`,
  };
}

const PARTS = {
  format: check(process.execPath, [bin('prettier'), '--check', '.']),
  types: check(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
  ]),
  lint: check(process.execPath, [backstageCli, 'repo', 'lint']),
  imports: check(process.execPath, [
    bin('depcruise'),
    '--config',
    '.dependency-cruiser.cjs',
    'packages',
    'plugins',
  ]),
  config: check(
    process.execPath,
    [backstageCli, 'config:check', '--strict', '--config', 'app-config.yaml'],
    {
      MINI_ATLAS_KUBECONFIG: 'kubeconfig',
      MINI_ATLAS_FORGE_TOKEN: 'token',
      MINI_ATLAS_CLUSTER_TOKEN: 'token',
      MINI_ATLAS_CLUSTER_CA: 'ca',
    },
  ),
  bootstrap,
  unit,
  journeys,
};

function chosenParts() {
  const [flag, names] = process.argv.slice(2);
  if (!flag) return Object.keys(PARTS);
  const chosen = (names ?? '').split(',');
  const unknown = chosen.filter(name => !(name in PARTS));
  if (flag !== '--only' || unknown.length) {
    process.stderr.write(
      `Use: npm test [-- --only ${Object.keys(PARTS).join(',')}]\n`,
    );
    process.exit(2);
  }
  return chosen;
}

function markOf(failed, warning) {
  if (failed) return '✖';
  return warning ? '!' : '✔';
}

function lineOf(name, { passed, failed, skipped, warning }, seconds) {
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
const outcomes = [];
const lines = [];
for (const name of chosenParts()) {
  process.stdout.write(`\n▶ ${name}\n`);
  const started = Date.now();
  const outcome = await PARTS[name]();
  outcomes.push(outcome);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  lines.push(lineOf(name, outcome, seconds));
}
const total = sum(outcomes);
process.stdout.write(`\n${lines.join('\n')}\n`);
for (const { warning } of outcomes) {
  if (warning) process.stdout.write(frame(warning));
}
process.stdout.write(`\n${countLine(total)}\n`);
process.exit(total.failed ? 1 : 0);
