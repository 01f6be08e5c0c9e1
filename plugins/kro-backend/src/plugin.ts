import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kroPermissions } from '@mini-atlas/backstage-plugin-kro-common';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { registerActions } from './actions';
import { callerAccess } from './access';
import { createChanges } from './changes/createChanges';
import { provokeFirstUpgrade } from './firstUpgrade';
import { createRouter } from './router';
import { startSignals } from './signals';

/** The backend of the kro plugin: its routes, permissions, signals and actions. */
export const kroPlugin = createBackendPlugin({
  pluginId: 'kro',
  register(env) {
    env.registerInit({
      deps: {
        cluster: kroClusterServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        actionsRegistry: actionsRegistryServiceRef,
      },
      async init(deps) {
        const { cluster, config, discovery, lifecycle, logger } = deps;
        const stopping = new AbortController();
        deps.permissionsRegistry.addPermissions(kroPermissions);
        const access = callerAccess(deps);
        const changes = createChanges({ config, cluster, logger });
        const signals = startSignals({
          cluster,
          changes,
          logger,
          signals: deps.signals,
        });
        lifecycle.addStartupHook(async () => {
          const url = await discovery.getBaseUrl('signals');
          void provokeFirstUpgrade(url, stopping.signal).then(
            open => open || logger.debug(`no live signals behind ${url}`),
          );
        });
        lifecycle.addShutdownHook(() => {
          stopping.abort();
          signals.stop();
          changes.stop();
        });
        registerActions(deps.actionsRegistry, { cluster, access });
        deps.httpRouter.use(
          createRouter({ access, changes, cluster, signals }),
        );
      },
    });
  },
});
