import { join } from 'node:path';
import { exitCounts, jestCounts, tapCounts } from './counts.mjs';
import { journeysPart } from './journeysPart.mjs';
import { read, readJson } from './partReports.mjs';
import { testbedParts } from './testbedParts.mjs';

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

const unitPart = (backstageCli, report, more) => ({
  alone: true,
  async run(execute) {
    const args = ['--maxWorkers=2', '--json', `--outputFile=${report}`];
    const ok = await execute(
      process.execPath,
      [backstageCli, 'repo', 'test', ...args, ...more],
      { NODE_OPTIONS: '--max-old-space-size=4096' },
    );
    return jestCounts(readJson(report), ok);
  },
});

/**
 * The parts of `npm test` by name, in the order in which it is cheapest to find out. Each is
 * `{ run, alone?, onlyWhenAsked? }`: `run(execute)` resolves with its counts, where
 * `execute(command, args, env)` says whether a program ended well; one that is `alone` uses all
 * cores by itself; one that is `onlyWhenAsked` needs more than a clone has (Go), and `npm test`
 * leaves it out unless it is named, or all are wanted.
 *
 * @param root - the repository
 * @param results - where reports are written
 * @param options - `all`: the testbed's own tests are left to the part that also runs them on the
 *   real control plane; `requireTestbed`: a machine that cannot build that one fails
 */
export function testParts(root, results, { all, requireTestbed }) {
  const module = path => join(root, 'node_modules', path);
  const bin = name => module(`.bin/${name}`);
  const backstageCli = module('@backstage/cli/bin/backstage-cli');
  const playwright = module('@playwright/test/cli.js');
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
    unit: unitPart(
      backstageCli,
      join(results, 'jest.json'),
      all ? ['--ignoreProjects', '@mini-atlas/testbed'] : [],
    ),
    journeys: journeysPart(playwright, join(results, 'playwright.json')),
    ...testbedParts({
      node: [
        '--require',
        module('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      backstageCli,
      playwright,
      program: join(root, 'packages/testbed/src/buildPrograms.ts'),
      results,
      required: requireTestbed,
    }),
  };
}
