import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotImplementedError } from '@backstage/errors';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { forgeFromConfig } from '@mini-atlas/forge';
import { Changes } from './changes';
import { ForgeChanges } from './forgeChanges';
import { mergeStyleFrom } from './mergePolicy';
import { PullRequestCache } from './pullRequestCache';

function withoutForge(): Changes {
  const refuse = async () => {
    throw new NotImplementedError(
      'no delivery repository is configured; set kro.delivery (provider, url, repository, token)',
    );
  };
  return {
    list: refuse,
    detail: refuse,
    checks: refuse,
    merge: refuse,
    readFile: refuse,
    listFiles: refuse,
    fileUrl: () => undefined,
    subscribe: () => () => {},
    stop: () => {},
  };
}

/**
 * The changes of the repository that `kro.delivery` names; without it, every question about them is refused.
 *
 * @throws InputError naming the key that is wrong.
 */
export function createChanges({
  config,
  cluster,
  logger,
}: {
  config: Config;
  cluster: KroCluster;
  logger: LoggerService;
}): Changes {
  if (!config.has('kro.delivery')) return withoutForge();
  const stopping = new AbortController();
  const forge = forgeFromConfig(config, { signal: stopping.signal });
  const cache = new PullRequestCache({
    forge,
    onFailure: error =>
      logger.warn(`pull requests could not be refreshed: ${error.message}`),
  });
  return new ForgeChanges({
    forge,
    cache,
    cluster,
    mergeStyle: mergeStyleFrom(config),
    onStop: () => stopping.abort(),
  });
}
