import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { readClusterConfig } from './config';
import { createKroCluster } from './createKroCluster';
import { KroCluster } from './kroCluster';

/**
 * The watch cache, one for the whole backend. It starts with the backend and ends with it; while the cluster cannot be
 * reached it keeps trying, and nothing else is held up.
 */
export const kroClusterServiceRef = createServiceRef<KroCluster>({
  id: 'kro.cluster',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      factory({ config, logger, lifecycle }) {
        const cluster = createKroCluster({
          ...readClusterConfig(config),
          logger: logger.child({ service: 'kro.cluster' }),
        });
        lifecycle.addShutdownHook(() => cluster.stop());
        return cluster;
      },
    }),
});
