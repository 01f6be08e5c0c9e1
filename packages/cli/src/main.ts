import { Command, Option } from 'commander';
import { CommandError } from './commandError';
import { dev } from './dev';
import { addPlatform } from './platform/commands';
import { PlatformError } from './platform/platformError';
import { failureText, standardOutput } from './platform/report/text';
import { parsePort } from './ports';
import { parseDelays, sandbox } from './sandboxCommand';
import { start } from './start';
import { testbed } from './testbedCommand';

const CONTROLLERS = 'workloads,flux,kro,operators';

function program(): Command {
  const command = new Command('mini-atlas')
    .description(
      'A small internal developer platform: order, merge, watch it become ready.',
    )
    .showHelpAfterError();
  withStartOptions(
    command
      .command('start')
      .description('Start the portal, over the embedded sandbox by default'),
  ).action(start);
  withStartOptions(
    command
      .command('dev')
      .description(
        'Start the portal for people who change its code: both ends reload',
      ),
  )
    .option(
      '--app-port <n>',
      'port of the front end (default: 3000)',
      parsePort,
    )
    .action(dev);
  addSandbox(command);
  addTestbed(command);
  addPlatform(command);
  return command;
}

function withStartOptions(command: Command): Command {
  return command
    .option(
      '--port <n>',
      'port of the portal (default: PORT or 7007)',
      parsePort,
    )
    .option('--forge-port <n>', 'port of the forge (default: 7017)', parsePort)
    .option(
      '--api-port <n>',
      'port of the API server (default: 7018)',
      parsePort,
    )
    .addOption(
      new Option(
        '--cluster <kind>',
        'the embedded sandbox, or the real control plane (needs Go)',
      )
        .choices(['sandbox', 'testbed'])
        .default('sandbox'),
    )
    .option(
      '--state <dir>',
      'where Git repositories and the database live (default: .mini-atlas, or .mini-atlas-testbed)',
    )
    .option('--fresh', 'forget everything and begin again');
}

function addSandbox(command: Command): void {
  withClusterOptions(
    command
      .command('sandbox')
      .description('Run the sandbox alone: a Kubernetes API and a Git forge'),
    'where Git repositories live',
  )
    .option(
      '--controllers <list>',
      `comma-separated, out of ${CONTROLLERS}`,
      CONTROLLERS,
    )
    .option('--kro-args <args>', "KRO's own flags, e.g. '--allow-crd-deletion'")
    .option(
      '--delays <factor>',
      'how long what is imitated takes, in proportion to the usual; 0: at once',
      parseDelays,
      1,
    )
    .action(sandbox);
}

function addTestbed(command: Command): void {
  withClusterOptions(
    command
      .command('testbed')
      .description(
        'Run the testbed alone: the real control plane and Gitea, built with Go at the first time',
      ),
    'where everything it writes lives',
  ).action(testbed);
}

/** What the clusters have in common that run without a portal. */
function withClusterOptions(command: Command, state: string): Command {
  return command
    .option(
      '--port <n>',
      'port of the API server (default: a free one)',
      parsePort,
    )
    .option(
      '--forge-port <n>',
      'port of the forge (default: a free one)',
      parsePort,
    )
    .option(
      '--kubeconfig <file>',
      'where to write the kubeconfig (default: in the state directory)',
    )
    .option('--state <dir>', `${state} (default: a temporary directory)`)
    .option('--empty', 'without abstractions and tenants');
}

/** A failure that was foreseen says what to do; any other is a defect, and shows where it is. */
function explain(error: unknown): string {
  if (error instanceof PlatformError) {
    return failureText(error.message, standardOutput(process.stderr));
  }
  if (error instanceof CommandError) return `✖ ${error.message}`;
  return `✖ ${error instanceof Error ? error.stack : error}`;
}

program()
  .parseAsync(process.argv)
  .then(
    // A command that has an answer rather than a failure has set it.
    () => process.exit(process.exitCode ?? 0),
    (error: unknown) => {
      process.stderr.write(`\n${explain(error)}\n`);
      process.exit(error instanceof CommandError ? error.exitCode : 1);
    },
  );
