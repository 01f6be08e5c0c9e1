import { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterConnection, createConnection } from './connection/connection';
import { ClusterConfig } from './config';
import { KroCluster } from './kroCluster';
import { WatchedKroCluster } from './cluster/watchedKroCluster';

/** What a cluster is made from. */
export interface KroClusterOptions extends ClusterConfig {
  /** For what goes wrong outside of any caller's request. */
  logger?: Pick<LoggerService, 'warn' | 'info'>;
  /** Instead of the one that the kubeconfig describes. */
  connection?: ClusterConnection;
  /** The clock; default: the machine's. */
  now?: () => Date;
}

/** A cluster that is being watched until it is stopped. */
export interface RunningKroCluster extends KroCluster {
  /** Ends every watch and every subscription. */
  stop(): void;
}

/** Starts to watch the cluster that a kubeconfig names. Returns at once; `ready()` tells when the first lists are in. */
export function createKroCluster(
  options: KroClusterOptions,
): RunningKroCluster {
  const cluster = new WatchedKroCluster({
    name: options.name,
    connection: options.connection ?? createConnection(options),
    now: options.now ?? (() => new Date()),
    ...(options.logger ? { logger: options.logger } : {}),
  });
  cluster.start();
  return cluster;
}
