/*
 * Entry of the root scripts (`npm start`, `npm test`, …). It runs on any Node from 20 and
 * without anything installed: it sees to the right Node, the dependencies and the built
 * front end, then hands over to the command line or the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConfigSchema } from './configSchema.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { causeOf } from './installFailure.mjs';
import { alone } from './lock.mjs';
import { ensureNode } from './node.mjs';
import { ensureFrontEnd } from './portal.mjs';
import { BootstrapError, stepRunner } from './step.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const endWithParent = join(root, 'packages/cli/bootstrap/end-with-parent.cjs');

/** Which commands need the front end built first, which start the portal, and what runs them. */
const COMMANDS = {
  start: {
    frontEnd: true,
    portal: true,
    entry: ['packages/cli/src/main.ts', 'start'],
  },
  dev: {
    frontEnd: false,
    portal: true,
    entry: ['packages/cli/src/main.ts', 'dev'],
  },
  sandbox: { frontEnd: false, entry: ['packages/cli/src/main.ts', 'sandbox'] },
  bench: { frontEnd: true, portal: true, entry: ['bench/run.ts'] },
  up: {
    frontEnd: true,
    portal: true,
    entry: ['packages/cli/src/main.ts', 'up'],
  },
  down: { frontEnd: false, entry: ['packages/cli/src/main.ts', 'down'] },
  status: { frontEnd: false, entry: ['packages/cli/src/main.ts', 'status'] },
  doctor: { frontEnd: false, entry: ['packages/cli/src/main.ts', 'doctor'] },
  'mini-atlas': { frontEnd: false, entry: ['packages/cli/src/main.ts'] },
  test: {
    frontEnd: true,
    portal: true,
    script: 'packages/cli/bootstrap/test.mjs',
  },
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
    env: {
      ...process.env,
      PATH: `${dirname(node)}:${process.env.PATH}`,
      NODE_COMPILE_CACHE: join(root, '.tools', 'compile-cache'),
    },
  });
  // A terminal sends SIGINT to the whole group, a supervisor only to us: the child takes a second one as the same wish.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** Waits for all, also when one fails, so that nothing is left running. @throws the first error */
async function bothWell(steps) {
  const outcomes = await Promise.allSettled(steps);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return outcomes.map(({ value }) => value);
}

/** Sees to it that all is there. @returns the path of the Node to use */
async function prepare({ frontEnd, portal }) {
  const run = stepRunner(root);
  // Yarn runs on any Node, and no package is compiled for one.
  const [node] = await bothWell([
    ensureNode(root, run),
    ensureDependencies(root, process.execPath, run),
  ]);
  await bothWell([
    frontEnd && ensureFrontEnd(root, node, run),
    portal && ensureConfigSchema(root, node, run),
  ]);
  return node;
}

/** `mini-atlas up …` needs what `up …` needs. */
function subcommandFirst([name, ...args]) {
  const isSubcommand =
    name === 'mini-atlas' &&
    COMMANDS[args[0]]?.entry?.[0] === 'packages/cli/src/main.ts';
  return isSubcommand ? args : [name, ...args];
}

/** Whoever asks for help, or wants no portal, needs no front end. */
const NO_PORTAL = ['--help', '-h', '--no-portal'];

async function main() {
  const [name, ...args] = subcommandFirst(process.argv.slice(2));
  const command = COMMANDS[name];
  if (!command) {
    throw new BootstrapError(
      `'${name}' is not a command.`,
      `Use one of: ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  requireGit();
  const wanted = NO_PORTAL.some(word => args.includes(word)) ? {} : command;
  const node = await alone(
    join(root, '.tools', 'bootstrap.lock'),
    owner =>
      process.stdout.write(
        `• Waiting for process ${owner}, which prepares this clone at present …\n`,
      ),
    () => prepare(wanted),
  );
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

/** What to say about a failure. @throws the error itself when it is a defect of ours */
function explain(error) {
  if (error instanceof BootstrapError) return error;
  // The system refuses: no space, or no right to write.
  const cause = error.code && causeOf(error.code);
  if (!cause) throw error;
  return new BootstrapError(
    `This clone (${root}) could not be prepared: ${cause.what} (${error.message}).`,
    `${cause.remedy}. Then run the same command again.`,
  );
}

main().catch(error => {
  const { message, remedy } = explain(error);
  process.stderr.write(`\n✖ ${message}\n  ${remedy}\n`);
  process.exit(1);
});
