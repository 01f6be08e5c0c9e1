import { ServiceUnavailableError } from '@backstage/errors';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/**
 * Throws `ServiceUnavailableError` unless the portal sees the cluster as it is now:
 * whether a name is free cannot be told from old data.
 */
export function requireLiveCluster(cluster: KroCluster): void {
  const { state, message } = cluster.status();
  if (state === 'live') return;
  throw new ServiceUnavailableError(
    `The cluster '${cluster.name}' cannot be reached${
      message ? `: ${message}` : ''
    }. Nothing was written; try again when it answers.`,
  );
}
