import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Sandbox } from '@mini-atlas/sandbox';
import { prepareKubeconfig } from './kubeconfigFile';
import { PortRequest } from './ports';
import { root } from './root';
import { ClusterKind, requireAvailable } from './settings';
import { takeState } from './state';
import { Teardown } from './teardown';

/** What a command that runs a cluster alone takes from the command line. */
export interface AloneOptions {
  /** Default: a free one; so for the forge. */
  port?: number;
  forgePort?: number;
  /** Default: `kubeconfig` in the state directory. */
  kubeconfig?: string;
  /** Default: a temporary directory that goes with the cluster. */
  state?: string;
  empty?: boolean;
}

/** The same as a cluster of either kind takes it; ports and paths are known to be available. */
export interface AloneSettings {
  state: string;
  platform: string;
  apiPort?: number;
  forgePort?: number;
  kubeconfig: string;
  empty?: boolean;
}

/**
 * Checks ports, takes the state directory, and makes room for the kubeconfig.
 *
 * @throws CommandError naming what cannot be had
 */
export async function settleAlone(
  options: AloneOptions,
  kind: ClusterKind,
  teardown: Teardown,
): Promise<AloneSettings> {
  const state = await settleState(options, kind, teardown);
  const kubeconfig = resolve(options.kubeconfig ?? join(state, 'kubeconfig'));
  prepareKubeconfig(kubeconfig);
  return {
    state,
    platform: join(root, 'kind'),
    apiPort: options.port,
    forgePort: options.forgePort,
    kubeconfig,
    empty: options.empty,
  };
}

/** Says where the cluster is. */
export function printCluster({
  apiUrl,
  forge,
  kubeconfig,
}: Pick<Sandbox, 'apiUrl' | 'forge' | 'kubeconfig'>): void {
  process.stdout.write(
    `Kubernetes API  ${apiUrl}\nForge           ${forge.url}/${forge.repository}\nKubeconfig      ${kubeconfig}\n`,
  );
}

async function settleState(
  { port, forgePort, state }: AloneOptions,
  kind: ClusterKind,
  teardown: Teardown,
): Promise<string> {
  const directory = state
    ? resolve(state)
    : mkdtempSync(join(tmpdir(), `mini-atlas-${kind}-`));
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
    { state: directory, command: `npm run mini-atlas -- ${kind}` },
  );
  teardown.add(takeState(directory, { fresh: false }));
  return directory;
}
