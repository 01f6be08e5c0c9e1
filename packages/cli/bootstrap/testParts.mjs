import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  exitCounts,
  jestCounts,
  playwrightCounts,
  tapCounts,
} from './counts.mjs';

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const bootstrapPart = report => ({
  async run(execute) {
    const ok = await execute(process.execPath, [
      '--test',
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
      'packages/cli/bootstrap/*.test.mjs',
    ]);
    return tapCounts(read(report), ok);
  },
});

const unitPart = (backstageCli, report) => ({
  alone: true,
  async run(execute) {
    const args = ['--maxWorkers=2', '--json', `--outputFile=${report}`];
    const ok = await execute(
      process.execPath,
      [backstageCli, 'repo', 'test', ...args],
      { NODE_OPTIONS: '--max-old-space-size=4096' },
    );
    return jestCounts(readJson(report), ok);
  },
});

const journeysPart = (playwright, report, { files = [], env = {} } = {}) => ({
  alone: true,
  async run(execute) {
    const browser = process.env.CHROMIUM_PATH ?? BROWSERS.find(existsSync);
    if (!browser || !existsSync(browser)) return withoutBrowser(browser);
    const args = [playwright, 'test', ...files];
    const ok = await execute(process.execPath, args, {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      ...env,
    });
    return playwrightCounts(readJson(report), ok);
  },
});

/** The behaviour suites on both clusters; one testbed at a time. */
const testbedPart = (backstageCli, report) => ({
  alone: true,
  onlyWhenAsked: true,
  async run(execute) {
    const ok = await execute(
      process.execPath,
      [
        ...[backstageCli, 'repo', 'test', 'packages/testbed/'],
        ...['--maxWorkers=1', '--json', `--outputFile=${report}`],
      ],
      {
        MINI_ATLAS_TESTBED: '1',
        NODE_OPTIONS: '--max-old-space-size=4096',
      },
    );
    return jestCounts(readJson(report), ok);
  },
});

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

/** What a program wrote to its report file; nothing when it did not get that far. */
function read(report) {
  return existsSync(report) ? readFileSync(report, 'utf8') : undefined;
}

function readJson(report) {
  const text = read(report);
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * The parts of `npm test` by name, in the order in which it is cheapest to find out. Each is
 * `{ run, alone?, onlyWhenAsked? }`: `run(execute)` resolves with its counts, where
 * `execute(command, args, env)` says whether a program ended well; one that is `alone` uses all
 * cores by itself; one that is `onlyWhenAsked` needs more than a clone has (Go), and `npm test`
 * leaves it out unless it is named.
 *
 * @param root - the repository
 * @param results - where reports are written
 */
export function testParts(root, results) {
  const module = path => join(root, 'node_modules', path);
  const bin = name => module(`.bin/${name}`);
  const backstageCli = module('@backstage/cli/bin/backstage-cli');
  const node =
    (args, env = {}) =>
    execute =>
      execute(process.execPath, args, env);
  const check = (args, env) => ({
    run: async execute => exitCounts(await node(args, env)(execute)),
  });

  return {
    lint: check([backstageCli, 'repo', 'lint']),
    format: check([bin('prettier'), '--check', '.']),
    types: check([module('typescript/bin/tsc')]),
    imports: check([
      bin('depcruise'),
      ...['--config', '.dependency-cruiser.cjs'],
      ...['packages', 'plugins'],
    ]),
    config: check(
      [backstageCli, 'config:check', '--strict', '--config', 'app-config.yaml'],
      {
        MINI_ATLAS_KUBECONFIG: 'kubeconfig',
        MINI_ATLAS_FORGE_TOKEN: 'token',
        MINI_ATLAS_CLUSTER_TOKEN: 'token',
        MINI_ATLAS_CLUSTER_CA: 'ca',
      },
    ),
    bootstrap: bootstrapPart(join(results, 'bootstrap.tap')),
    unit: unitPart(backstageCli, join(results, 'jest.json')),
    journeys: journeysPart(
      module('@playwright/test/cli.js'),
      join(results, 'playwright.json'),
    ),
    testbed: testbedPart(backstageCli, join(results, 'testbed.json')),
    'testbed-journeys': {
      ...journeysPart(
        module('@playwright/test/cli.js'),
        join(results, 'testbed-journeys.json'),
        { files: ['loop', 'edit'], env: { MINI_ATLAS_CLUSTER: 'testbed' } },
      ),
      onlyWhenAsked: true,
    },
  };
}
