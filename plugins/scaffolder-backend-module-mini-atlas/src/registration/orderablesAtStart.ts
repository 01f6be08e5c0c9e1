import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { writeActionId } from '../actions/writeAction';
import { Orderable, orderablesOf } from '../order/orderable';
import { OrderableMemory } from './orderableMemory';

/** How long the start waits for the cluster, in milliseconds. */
export interface StartPatience {
  /** When the portal remembers what the cluster offered. */
  remembering: number;
  /** When it has never seen the cluster, so that without an answer there is nothing to register. */
  first: number;
}

/**
 * The abstractions that get an action of their own: as the cluster offers them now, else as it did when the portal saw
 * it last. The scaffolder takes actions at its start only, and the portal must start without a cluster, too; an action
 * that was remembered works as soon as the cluster answers.
 */
export async function orderablesAtStart(
  cluster: KroCluster,
  options: {
    memory: OrderableMemory;
    logger: LoggerService;
    patience: StartPatience;
  },
): Promise<Orderable[]> {
  const { logger, memory, patience } = options;
  const remembered = await memory.recall();
  const milliseconds =
    remembered.length > 0 ? patience.remembering : patience.first;
  try {
    await cluster.ready({ signal: AbortSignal.timeout(milliseconds) });
  } catch (error) {
    logger.error(
      `The cluster '${cluster.name}' did not answer within ${
        milliseconds / 1000
      } s: ${stringifyError(error)}. ${adviceFor(remembered)}`,
    );
    return remembered;
  }
  const offered = orderablesOf(cluster);
  await memory.keep(offered);
  return offered;
}

function adviceFor(remembered: Orderable[]): string {
  if (remembered.length === 0) {
    return 'The portal has never seen it, so the actions mini-atlas:<kind>:write are missing until the portal is started again with a cluster that answers; mini-atlas:instance:write works as soon as it does.';
  }
  const actions = remembered.map(({ kind }) => writeActionId(kind)).join(', ');
  return `The actions ${actions} are registered as the cluster offered them last; orders fail with this reason until it answers, and work from then on.`;
}
