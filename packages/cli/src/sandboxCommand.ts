import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { ControllerName } from '@mini-atlas/sandbox';
import { CommandError } from './commandError';
import { startEmbeddedSandbox } from './embeddedSandbox';
import { loadSandbox } from './loadSandbox';
import { AloneOptions, printCluster, settleAlone } from './aloneCluster';
import { aborted, shutdownSignal } from './shutdown';
import { Teardown } from './teardown';

/** A pod then takes a minute to start. */
const LONGEST = 100;

/** What `sandbox` takes from the command line. */
export interface SandboxCommandOptions extends AloneOptions {
  /** Names, separated by commas. */
  controllers: string;
  /** Flags, separated by spaces. */
  kroArgs?: string;
  /** Of the usual times of what is imitated. */
  delays: number;
}

/** Reads `--controllers`. @throws CommandError naming what is no controller */
function parseControllers(list: string): ControllerName[] {
  const names = list
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  const { controllerNames } = loadSandbox();
  const isControllerName = (name: string): name is ControllerName =>
    controllerNames.some(known => known === name);
  const unknown = names.filter(name => !isControllerName(name));
  if (unknown.length || !names.length) {
    throw new CommandError(
      `--controllers: '${
        unknown.join(', ') || list
      }' is not a controller; use any of ${controllerNames.join(', ')}.`,
    );
  }
  return names.filter(isControllerName);
}

/** Reads `--kro-args`: KRO's flags, separated by spaces. */
function parseKroArgs(text = ''): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** Reads `--delays`. @throws InvalidArgumentError when it is no number from 0 to 100 */
export function parseDelays(text: string): number {
  const factor = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(factor <= LONGEST)) {
    throw new InvalidArgumentError(
      `'${text}' is not a factor; use a number from 0 (at once) to ${LONGEST}.`,
    );
  }
  return factor;
}

/** `mini-atlas sandbox`: the sandbox alone until Ctrl-C or SIGTERM. */
export async function sandbox(options: SandboxCommandOptions): Promise<void> {
  const controllers = parseControllers(options.controllers);
  const kroArgs = parseKroArgs(options.kroArgs);
  const signal = shutdownSignal();
  const teardown = new Teardown();
  await teardown.after(async () => {
    const common = await settleAlone(options, 'sandbox', teardown);
    const running = await startEmbeddedSandbox({
      ...common,
      controllers,
      kroArgs,
      delays: options.delays,
      // A temporary state goes, and its log with it.
      logFile: options.state && join(common.state, 'logs', 'sandbox.log'),
    });
    teardown.add(() => running.stop());
    printCluster(running);
    await aborted(signal);
  });
}
