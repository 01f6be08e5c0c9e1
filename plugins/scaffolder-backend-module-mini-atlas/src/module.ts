import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { forgeFromConfig } from '@mini-atlas/forge';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { createActions } from './registration/createActions';
import { abstractionsAtStart } from './registration/abstractionsAtStart';
import { watchForNewAbstractions } from './registration/watchForNewAbstractions';

/** How long the start of the scaffolder waits for the cluster: on a busy machine its first list takes its time. */
const START_MILLISECONDS = 60_000;

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
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
      },
      async init({ actions, cluster, config, lifecycle, logger, permissions }) {
        const services = {
          cluster,
          permissions,
          forgeFor: (signal?: AbortSignal) =>
            forgeFromConfig(config, { signal }),
        };
        const abstractions = await abstractionsAtStart(cluster, {
          logger,
          milliseconds: START_MILLISECONDS,
        });
        actions.addActions(...createActions(abstractions, services, logger));
        lifecycle.addShutdownHook(
          watchForNewAbstractions(cluster, {
            logger,
            registered: abstractions.map(({ name }) => name),
          }),
        );
      },
    });
  },
});
