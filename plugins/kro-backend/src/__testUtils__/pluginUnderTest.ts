import {
  BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { FakeCluster } from '../__fixtures__/fakeCluster';
import { kroPlugin } from '../plugin';

/** An order of the fake cluster's abstraction, with nothing missing. */
export const ORDER = {
  abstraction: 'webapplication',
  name: 'shop',
  namespace: 'team-a',
  spec: {},
};

/** The plugin in a backend of its own, over a fake cluster; `stop` ends it. */
export class PluginUnderTest {
  readonly cluster = new FakeCluster();
  readonly actions = actionsRegistryServiceMock();
  readonly publish = jest.fn(async (_signal: unknown) => {});
  private backend: TestBackend | undefined;

  /** Starts it; `result` is what the permission framework decides, `forge` the address of the Git host. */
  async start(
    options: {
      result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
      forge?: string;
      features?: BackendFeature[];
    } = {},
  ) {
    const delivery = options.forge
      ? {
          delivery: {
            provider: 'gitea',
            url: options.forge,
            repository: 'atlas/platform',
          },
        }
      : {};
    const { actions, cluster, publish } = this;
    this.backend = await startTestBackend({
      features: [
        kroPlugin,
        mockServices.rootConfig.factory({ data: { kro: delivery } }),
        mockServices.permissions.factory({
          result: options.result ?? AuthorizeResult.ALLOW,
        }),
        createServiceFactory({
          service: kroClusterServiceRef,
          deps: {},
          factory: () => cluster,
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish }),
        }),
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => actions,
        }),
        ...(options.features ?? []),
      ],
    });
    return this.backend.server;
  }

  async stop() {
    await this.backend?.stop();
  }
}
