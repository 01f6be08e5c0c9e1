import {
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from 'commander';
import { parsePort } from '../ports';
import { completionFor, SHELLS } from './completion';
import { PROVIDERS } from './git/repositoryAddress';
import { PlatformError } from './platformError';
import { wrap } from './report/text';
import { parseDuration } from './up/upSettings';

const STATE =
  'where it is written down what was made (default: .mini-atlas-kind)';

/** Loaded when a command of the platform runs: other commands start without them. */
const load = {
  up: (): typeof import('./up/up') => require('./up/up'),
  down: (): typeof import('./down/down') => require('./down/down'),
  status: (): typeof import('./status/status') => require('./status/status'),
  doctor: (): typeof import('./doctor/doctor') => require('./doctor/doctor'),
};

const EXIT = {
  up: 'Exit codes: 0 ended as asked; 1 failed, and the message says why and what next; 2 an option is wrong; 130 interrupted before all was there.',
  down: 'Exit codes: 0 what `up` had made is gone; 1 failed, and the message says why and what next; 130 interrupted.',
  status:
    'Exit codes: 0 everything is ready; 1 something is not; 2 there is no platform, or it cannot be reached.',
  doctor: 'Exit codes: 0 `up` can work; 1 something keeps it from that.',
};

/** Adds `up`, `down`, `status`, `doctor` and `completion`. */
export function addPlatform(program: Command): void {
  addUp(program);
  addDown(program);
  addStatus(program);
  addDoctor(program);
  addCompletion(program);
}

function addUp(program: Command): void {
  ports(
    program
      .command('up')
      .description(
        'Bring the whole platform: a Kind cluster with everything in it, or what is missing on a cluster that exists. Run it again to go on, or to start the portal again.',
      )
      .option('--name <name>', "the Kind cluster's name (default: mini-atlas)")
      .option(
        '--kubeconfig <file>',
        'use a cluster that exists instead of creating one',
      )
      .option(
        '--context <name>',
        'a context of that file (default: its current one)',
      )
      .option(
        '--git <url>',
        'a repository at GitHub, GitLab or Gitea instead of the Gitea in the cluster; its token comes from MINI_ATLAS_GIT_TOKEN, or is asked for',
      )
      .addOption(
        new Option(
          '--git-provider <kind>',
          'what kind of Git host that is, where its answers do not tell',
        ).choices(PROVIDERS),
      )
      .option(
        '--without <parts>',
        'parts that the platform does without, separated by commas: kafka,metrics-server',
        parseList,
      )
      .option(
        '--existing <parts>',
        'parts that the cluster has already: cilium,flux',
        parseList,
      ),
  )
    .option('--no-portal', 'do not start the portal at the end')
    .option(
      '--timeout <duration>',
      'how long to wait for each step, as 90s, 20m or 1h (default: 20m)',
      parseTime,
    )
    .option('--state <dir>', STATE)
    .option('--json', 'tell what happens as lines of JSON')
    .addOption(
      new Option(
        '--tree <dir>',
        'the platform to bring (default: kind)',
      ).hideHelp(),
    )
    .addHelpText('after', exitCodes('up'))
    .exitOverride(endWrongUse)
    .action(options => load.up().up(options));
}

function addDown(program: Command): void {
  program
    .command('down')
    .description(
      'Take away what `up` has made, and nothing else: the Kind cluster, or the objects on a cluster that was there before',
    )
    .option(
      '--remove-repository',
      'remove the Git repository too, when `up` made it',
    )
    .option(
      '--timeout <duration>',
      'how long to wait for an object to go (default: 10m)',
      parseTime,
    )
    .option('--state <dir>', STATE)
    .option('--json', 'tell what happens as lines of JSON')
    .addHelpText('after', exitCodes('down'))
    .exitOverride(endWrongUse)
    .action(options => load.down().down(options));
}

function addStatus(program: Command): void {
  program
    .command('status')
    .description(
      "Show the platform: its layers, Flux's objects, controllers and abstractions; what is not ready, and why",
    )
    .option('--kubeconfig <file>', 'a cluster that `up` has not brought')
    .option('--context <name>', 'a context of that file')
    .option('--state <dir>', STATE)
    .option('--json', 'tell it as JSON')
    .addHelpText('after', exitCodes('status'))
    .exitOverride(endWrongUse)
    .action(options => load.status().status(options));
}

function addDoctor(program: Command): void {
  ports(
    program
      .command('doctor')
      .description(
        'Examine this machine: what the platform needs, what is missing, and how to get it. Changes nothing.',
      ),
  )
    .option('--state <dir>', STATE)
    .option('--json', 'tell it as JSON')
    .addHelpText('after', exitCodes('doctor'))
    .exitOverride(endWrongUse)
    .action(options => load.doctor().doctor(options));
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .argument('<shell>', SHELLS.join(', '), parseShell)
    .description('Print what completes `mini-atlas` in a shell')
    .addHelpText(
      'after',
      `
bash: source <(mini-atlas completion bash)
zsh:  source <(mini-atlas completion zsh)
fish: mini-atlas completion fish | source`,
    )
    .action((shell: (typeof SHELLS)[number]) => {
      process.stdout.write(completionFor(shell, program));
    });
}

const HELP_COLUMNS = 80;

/** How a command ends, below its help. */
function exitCodes(command: keyof typeof EXIT): string {
  return `\n${wrap(EXIT[command], { columns: HELP_COLUMNS, indent: 0 })}`;
}

/** A word that is not understood is no failure of the platform: scripts can tell the two apart. */
function endWrongUse({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : 2);
}

function ports(command: Command): Command {
  return command
    .option(
      '--http-port <n>',
      'port of this machine for applications (default: 80)',
      parsePort,
    )
    .option(
      '--git-port <n>',
      'port of this machine for Gitea (default: 3000)',
      parsePort,
    )
    .option('--port <n>', 'port of the portal (default: 7007)', parsePort);
}

function parseList(text: string): string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
}

function parseTime(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new InvalidArgumentError(`${error.what} ${error.facts.next}`);
  }
}

function parseShell(text: string): string {
  if (SHELLS.some(name => name === text)) return text;
  throw new InvalidArgumentError(`Use one of ${SHELLS.join(', ')}.`);
}
