import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { AbstractionDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/** What is said, and done, when the cluster does not answer at the start. */
const ADVICE =
  'The actions mini-atlas:<kind>:write are missing until the portal is started again with a cluster that answers; mini-atlas:instance:write works as soon as it does.';

/**
 * The abstractions that may be ordered, as the cluster offers them now. Waits so long for the cluster and no longer:
 * the scaffolder takes actions at its start only, and the portal must start without a cluster, too.
 */
export async function abstractionsAtStart(
  cluster: KroCluster,
  options: { logger: LoggerService; milliseconds: number },
): Promise<AbstractionDetail[]> {
  const { logger, milliseconds } = options;
  try {
    await cluster.ready({ signal: AbortSignal.timeout(milliseconds) });
  } catch (error) {
    logger.error(
      `The cluster '${cluster.name}' did not answer within ${
        milliseconds / 1000
      } s: ${stringifyError(error)}. ${ADVICE}`,
    );
    return [];
  }
  return cluster
    .abstractions()
    .filter(({ selfService }) => selfService)
    .flatMap(({ name }) => cluster.abstraction(name) ?? []);
}
