import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ControllerName } from '@mini-atlas/sandbox';
import { CommandError } from './commandError';
import { startEmbeddedSandbox } from './embeddedSandbox';
import { prepareKubeconfig } from './kubeconfigFile';
import { loadSandbox } from './loadSandbox';
import { PortRequest } from './ports';
import { root } from './root';
import { requireAvailable } from './settings';
import { aborted, shutdownSignal } from './shutdown';
import { takeState } from './state';
import { Teardown } from './teardown';

/** What `sandbox` takes from the command line. */
export interface SandboxCommandOptions {
  /** Default: a free one; so for the forge. */
  port?: number;
  forgePort?: number;
  /** Default: `kubeconfig` in the state directory. */
  kubeconfig?: string;
  /** Default: a temporary directory that goes with the sandbox. */
  state?: string;
  empty?: boolean;
  /** Names, separated by commas. */
  controllers: string;
  /** Flags, separated by spaces. */
  kroArgs?: string;
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

/** `mini-atlas sandbox`: the sandbox alone until Ctrl-C or SIGTERM. */
export async function sandbox(options: SandboxCommandOptions): Promise<void> {
  const controllers = parseControllers(options.controllers);
  const kroArgs = parseKroArgs(options.kroArgs);
  const signal = shutdownSignal();
  const teardown = new Teardown();
  await teardown.after(async () => {
    const state = await settleState(options, teardown);
    const kubeconfig = resolve(options.kubeconfig ?? join(state, 'kubeconfig'));
    prepareKubeconfig(kubeconfig);
    const running = await startEmbeddedSandbox({
      state,
      platform: join(root, 'kind'),
      apiPort: options.port,
      forgePort: options.forgePort,
      kubeconfig,
      empty: options.empty,
      controllers,
      kroArgs,
      // A temporary state goes, and its log with it.
      logFile: options.state && join(state, 'logs', 'sandbox.log'),
    });
    teardown.add(() => running.stop());
    process.stdout.write(
      `Kubernetes API  ${running.apiUrl}\nForge           ${running.forge.url}/${running.forge.repository}\nKubeconfig      ${running.kubeconfig}\n`,
    );
    await aborted(signal);
  });
}

/** Ports checked, state directory taken. */
async function settleState(
  { port, forgePort, state }: SandboxCommandOptions,
  teardown: Teardown,
): Promise<string> {
  const directory = state
    ? resolve(state)
    : mkdtempSync(join(tmpdir(), 'mini-atlas-sandbox-'));
  if (!state) {
    // A Git process of the last moment may still write there: tried again for a few seconds.
    teardown.add(() =>
      rm(directory, {
        recursive: true,
        force: true,
        maxRetries: 10,
        retryDelay: 100,
      }),
    );
  }
  const wanted: { port?: number; purpose: string; option: string }[] = [
    { port, purpose: 'the API server', option: '--port' },
    { port: forgePort, purpose: 'the forge', option: '--forge-port' },
  ];
  await requireAvailable(
    wanted.filter((one): one is PortRequest => one.port !== undefined),
    { state: directory, command: 'npm run mini-atlas -- sandbox' },
  );
  teardown.add(takeState(directory, { fresh: false }));
  return directory;
}
