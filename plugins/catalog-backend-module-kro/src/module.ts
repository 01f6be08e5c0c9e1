import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { KroEntityProvider } from './kroEntityProvider';
import { readEntityLocations } from './locations';

/** Registers the entity provider `kro`. */
export const catalogModuleKro = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kro',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        cluster: kroClusterServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ catalog, cluster, config, lifecycle, logger }) {
        const provider = new KroEntityProvider({
          cluster,
          logger,
          locations: readEntityLocations(config),
        });
        catalog.addEntityProvider(provider);
        lifecycle.addShutdownHook(() => provider.stop());
      },
    });
  },
});
