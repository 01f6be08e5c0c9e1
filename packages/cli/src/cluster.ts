import { join } from 'node:path';
import type { Sandbox } from '@mini-atlas/sandbox';
import { CommandError } from './commandError';
import { startEmbeddedSandbox } from './embeddedSandbox';
import { startEmbeddedTestbed } from './embeddedTestbed';
import { root } from './root';
import { Settings } from './settings';

/** A running cluster of whichever kind. */
export interface RunningCluster
  extends Pick<Sandbox, 'kubeconfig' | 'portalKubeconfig' | 'forge' | 'stop'> {
  /** Rejects with a CommandError when a part of it ends by itself; never resolves. */
  failed: Promise<never>;
}

/**
 * Starts the cluster that the settings choose; nothing when the signal aborts meanwhile.
 *
 * @throws CommandError saying why it could not start and what to do
 */
export async function startCluster(
  settings: Settings,
  signal: AbortSignal,
): Promise<RunningCluster | undefined> {
  try {
    return await startChosen(settings, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function startChosen(
  settings: Settings,
  signal: AbortSignal,
): Promise<RunningCluster> {
  const { state, apiPort, forgePort } = settings;
  const options = { state, apiPort, forgePort, platform: join(root, 'kind') };
  if (settings.cluster === 'sandbox') {
    const logFile = join(state, 'logs', 'sandbox.log');
    const sandbox = await startEmbeddedSandbox({ ...options, logFile });
    // It lives in this process, and ends with it.
    return { ...sandbox, failed: new Promise(() => undefined) };
  }
  const testbed = await startEmbeddedTestbed({ ...options, signal });
  return { ...testbed, failed: testbed.crashed.then(fail) };
}

function fail({ message }: Error): never {
  throw new CommandError(
    `${message}\nRun the same command again; what was ordered is kept.`,
  );
}
