/*
 * Entry of the root scripts (`npm start`, `npm test`, …). It runs on any Node from 20 and
 * without anything installed: it sees to the right Node, the dependencies and the built
 * front end, then hands over to the command line or the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './node.mjs';
import { ensureFrontEnd } from './portal.mjs';
import { BootstrapError, stepRunner } from './step.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const endWithParent = join(root, 'packages/cli/bootstrap/end-with-parent.cjs');

/** Which commands need the front end built first, and what runs them. */
const COMMANDS = {
  start: { frontEnd: true, entry: ['packages/cli/src/main.ts', 'start'] },
  dev: { frontEnd: false, entry: ['packages/cli/src/main.ts', 'dev'] },
  sandbox: { frontEnd: false, entry: ['packages/cli/src/main.ts', 'sandbox'] },
  bench: { frontEnd: true, entry: ['bench/run.ts'] },
  'mini-atlas': { frontEnd: false, entry: ['packages/cli/src/main.ts'] },
  test: { frontEnd: true, script: 'packages/cli/bootstrap/test.mjs' },
};

function requireGit() {
  const git = spawnSync('git', ['--version'], { encoding: 'utf8' });
  if (git.status !== 0) {
    throw new BootstrapError(
      'git was not found on this machine.',
      'Install git (https://git-scm.com/downloads), then run the same command again.',
    );
  }
}

/** Runs the command in this terminal and ends as it ends; SIGTERM and SIGINT reach it. */
function handOver(node, args) {
  const child = spawn(node, ['--require', endWithParent, ...args], {
    cwd: root,
    // When this process dies, however it dies, the channel closes and the child ends by itself.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
  });
  // A terminal sends SIGINT to the whole group, a supervisor only to us: the child takes a second one as the same wish.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) {
    throw new BootstrapError(
      `'${name}' is not a command.`,
      `Use one of: ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  requireGit();
  const run = stepRunner(root);
  const node = await ensureNode(root, run);
  await ensureDependencies(root, node, run);
  if (command.frontEnd && !args.includes('--help'))
    await ensureFrontEnd(root, node, run);
  if (command.script) {
    handOver(node, [join(root, command.script), ...args]);
  } else {
    const transform = join(
      root,
      'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
    );
    handOver(node, [
      '--require',
      transform,
      ...command.entry.map((part, i) => (i ? part : join(root, part))),
      ...args,
    ]);
  }
}

main().catch(error => {
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`\n✖ ${error.message}\n  ${error.remedy}\n`);
  process.exit(1);
});
