import { LoggerService } from '@backstage/backend-plugin-api';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { writeActionId } from '../actions/writeAction';
import { Orderable, orderablesOf } from '../order/orderable';
import { OrderableMemory } from './orderableMemory';

/**
 * Keeps the memory in step with what the cluster offers, and says once for each abstraction that has no action of its own
 * that this needs a restart of the portal. Returns the function that ends it, once the memory has what was seen.
 */
export function followOrderables(
  cluster: KroCluster,
  options: {
    memory: OrderableMemory;
    logger: LoggerService;
    /** Names of the abstractions that have an action. */
    registered: Iterable<string>;
  },
): () => Promise<void> {
  const { memory, logger } = options;
  const known = new Set(options.registered);
  let writing: Promise<void> = Promise.resolve();

  function warn({ name, kind }: Orderable): void {
    if (known.has(name)) return;
    known.add(name);
    logger.warn(
      `The abstraction ${name} came after the start. Its action ${writeActionId(
        kind,
      )} is there after a restart of the portal; until then use mini-atlas:instance:write.`,
    );
  }

  const end = cluster.subscribe(change => {
    // What is shown of a cluster that is lost or not yet read is not what it offers.
    if (cluster.status().state !== 'live') return;
    if (change.abstractions.length === 0 && !change.cluster) return;
    const offered = orderablesOf(cluster);
    offered.forEach(warn);
    writing = writing
      .then(() => memory.keep(offered))
      .catch(error =>
        logger.warn(
          `What the cluster '${cluster.name}' offers could not be remembered for the next start: ${error}`,
        ),
      );
  });

  return async () => {
    end();
    await writing;
  };
}
