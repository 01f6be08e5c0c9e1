import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { forgeFromConfig } from '@mini-atlas/forge';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { createActions } from './registration/createActions';
import { followOrderables } from './registration/followOrderables';
import { openOrderableMemory } from './registration/orderableMemory';
import { orderablesAtStart } from './registration/orderablesAtStart';

/** On a busy machine the first lists take their time. */
const PATIENCE = { first: 60_000, remembering: 15_000 };

/** Adds the actions of Mini-Atlas to the scaffolder. */
export const scaffolderModuleMiniAtlas = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mini-atlas',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        cluster: kroClusterServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
      },
      async init({
        actions,
        cluster,
        config,
        database,
        lifecycle,
        logger,
        permissions,
      }) {
        const services = {
          cluster,
          permissions,
          forgeFor: (signal?: AbortSignal) =>
            forgeFromConfig(config, { signal }),
        };
        const memory = await openOrderableMemory(database, cluster.name);
        const orderables = await orderablesAtStart(cluster, {
          memory,
          logger,
          patience: PATIENCE,
        });
        actions.addActions(...createActions(orderables, services, logger));
        lifecycle.addShutdownHook(
          followOrderables(cluster, {
            memory,
            logger,
            registered: orderables.map(({ name }) => name),
          }),
        );
      },
    });
  },
});
