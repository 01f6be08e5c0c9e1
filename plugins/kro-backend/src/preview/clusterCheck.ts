import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/** Warns while the cluster is not seen as it is now; no check otherwise. */
export function checkCluster(cluster: KroCluster): Check[] {
  const { state, message, name } = cluster.status();
  if (state === 'live') return [];
  return [
    {
      id: 'cluster',
      title: 'Cluster',
      outcome: 'warned',
      message: `The connection to cluster ${name} is ${
        state === 'stale' ? 'lost' : 'not there yet'
      }, so what is checked may be out of date, and nothing can be ordered before it is back${
        message ? `: ${message}` : ''
      }`,
    },
  ];
}
