import signalsPlugin from '@backstage/plugin-signals-backend';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { REF } from './__fixtures__/fakeCluster';
import { PluginUnderTest } from './__testUtils__/pluginUnderTest';

describe('signals', () => {
  let plugin: PluginUnderTest;

  beforeEach(() => {
    plugin = new PluginUnderTest();
  });
  afterEach(() => plugin.stop());

  const messages = () =>
    plugin.publish.mock.calls.map(([signal]) => Object(signal).message);

  it('carry names only', async () => {
    await plugin.start();
    plugin.cluster.tell({ instances: [REF] });
    expect(plugin.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'kro',
      message: {
        source: expect.any(String),
        version: 1,
        instances: [REF],
        abstractions: [],
        changes: true,
        cluster: false,
      },
    });
    expect(JSON.stringify(plugin.publish.mock.calls)).not.toContain('hush');
  });

  it('name no more instances than are worth naming', async () => {
    await plugin.start();
    plugin.cluster.tell({
      instances: Array.from({ length: 1_000 }, (_, i) => `${REF}-${i}`),
    });
    expect(messages()).toMatchObject([{ instances: 'all' }]);
  });

  it('repeat the last version while somebody looks, so that who missed it finds out', async () => {
    const server = await plugin.start();
    plugin.cluster.tell({ instances: [REF] });
    expect(messages()).toHaveLength(1);
    await request(server).get('/api/kro/instances');
    expect(messages()).toMatchObject([
      { version: 1 },
      { version: 1, instances: [], source: messages()[0].source },
    ]);
    plugin.cluster.tell({ instances: [REF] });
    expect(messages()[2]).toMatchObject({ version: 2, instances: [REF] });
  });

  it('lets the first browser have its WebSocket at once', async () => {
    const server = await plugin.start({ features: [signalsPlugin] });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    // The backend asks for one first; only then the real plugin begins to listen.
    while (server.listenerCount('upgrade') === 0) await sleep(5);
    const socket = new WebSocket(`ws://localhost:${port}/api/signals`);
    const opening = new Promise<Event>((opened, failed) => {
      socket.addEventListener('open', opened);
      socket.addEventListener('error', failed);
    });
    expect((await opening).type).toBe('open');
    socket.close();
  });
});
