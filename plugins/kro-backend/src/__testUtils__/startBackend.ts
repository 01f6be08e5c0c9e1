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
import { JsonObject } from '@backstage/types';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import { kroPlugin } from '../plugin';
import { FakeCluster } from '../__fixtures__/fakeCluster';

/** What a test may choose about the backend. */
export interface BackendChoices {
  cluster?: FakeCluster;
  /** Of permissions that are decided otherwise than by `ALLOW`. */
  denied?: 'all' | string[];
  /** Address of the forge; without it no repository is configured. */
  forge?: string;
  /** `kro.changes`. */
  changes?: JsonObject;
  publish?: (signal: unknown) => Promise<void>;
  actions?: ReturnType<typeof actionsRegistryServiceMock>;
  features?: BackendFeature[];
}

/** Starts the plugin in a backend of its own, over a cluster that is made up. */
export async function startBackend(
  choices: BackendChoices = {},
): Promise<TestBackend> {
  const { forge, changes, denied = [] } = choices;
  const decide = ({
    permission,
  }: AuthorizePermissionRequest): DefinitivePolicyDecision => ({
    result:
      denied === 'all' || denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  const delivery = {
    provider: 'gitea',
    url: forge,
    repository: 'atlas/platform',
  };
  const publish = choices.publish ?? (async () => {});
  return startTestBackend({
    features: [
      kroPlugin,
      mockServices.rootConfig.factory({
        data: {
          kro: {
            ...(forge ? { delivery } : {}),
            ...(changes ? { changes } : {}),
          },
        },
      }),
      mockServices.permissions.mock({
        authorize: async requests => requests.map(decide),
      }).factory,
      createServiceFactory({
        service: kroClusterServiceRef,
        deps: {},
        factory: () => choices.cluster ?? new FakeCluster(),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => choices.actions ?? actionsRegistryServiceMock(),
      }),
      ...(choices.features ?? []),
    ],
  });
}
