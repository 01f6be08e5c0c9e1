import { TestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { FakeCluster } from '../__fixtures__/fakeCluster';
import { BackendChoices, startBackend } from './startBackend';

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

  /** Starts it. */
  async start(choices: BackendChoices = {}) {
    const { actions, cluster, publish } = this;
    this.backend = await startBackend({
      cluster,
      publish,
      actions,
      ...choices,
    });
    return this.backend.server;
  }

  async stop() {
    await this.backend?.stop();
  }
}
