import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { heldEntitiesOf } from './heldEntities';
import { KroEntityProvider } from './kroEntityProvider';
import { readEntityLocations } from './locations';

/** Registers the entity provider `kro`. */
export const catalogModuleKro = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kro',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        cluster: kroClusterServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
      },
      async init(deps) {
        const { cluster, config, lifecycle, logger } = deps;
        const provider = new KroEntityProvider({
          cluster,
          logger,
          held: heldEntitiesOf(deps.catalog, deps.auth),
          locations: readEntityLocations(config),
        });
        deps.processing.addEntityProvider(provider);
        lifecycle.addShutdownHook(() => provider.stop());
      },
    });
  },
});
