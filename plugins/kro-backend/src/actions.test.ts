import { mockCredentials } from '@backstage/backend-test-utils';
import { REF } from './__fixtures__/fakeCluster';
import { PluginUnderTest } from './__testUtils__/pluginUnderTest';

describe('actions', () => {
  let plugin: PluginUnderTest;

  beforeEach(() => {
    plugin = new PluginUnderTest();
  });
  afterEach(() => plugin.stop());

  it('answer who may', async () => {
    await plugin.start();
    const { output } = await plugin.actions.invoke({
      id: 'test:list-instances',
      input: { state: 'failed' },
      credentials: mockCredentials.user(),
    });
    expect(output).toMatchObject({
      cluster: 'live',
      total: 1,
      items: [{ name: 'shop' }],
    });
  });

  it.each([
    ['list-instances', {}],
    ['get-instance', { ref: REF }],
    ['list-abstractions', {}],
  ])('%s asks for the permission of its caller', async (name, input) => {
    await plugin.start({ denied: 'all' });
    await expect(
      plugin.actions.invoke({
        id: `test:${name}`,
        input,
        credentials: mockCredentials.user(),
      }),
    ).rejects.toThrow('it needs the permission kro.');
  });
});
