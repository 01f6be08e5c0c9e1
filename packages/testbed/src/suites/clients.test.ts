import { KubeConfig } from '@kubernetes/client-node';
import { clientsUnderTest } from '../__testUtils__/clients/clientsUnderTest';
import { startTcpProxy, TcpProxy } from '../__testUtils__/clients/tcpProxy';
import { eventually } from '../__testUtils__/eventually';
import { onEachCluster } from '../__testUtils__/onEachCluster';

onEachCluster('Clients', (cluster, _name, restart) => {
  const {
    call,
    change,
    create,
    follow,
    list,
    namesIn,
    openNamespace,
    patch,
    remove,
    thing,
    things,
  } = clientsUnderTest(cluster);

  describe('an informer', () => {
    const OURS = { labelSelector: 'app=ours' };
    const ours = (name: string, v?: string) => create(name, v, { app: 'ours' });

    it('tells what there is, and what becomes of it', async () => {
      await ours('a');
      const informer = await follow(OURS);
      await eventually(() => expect(informer.told).toEqual(['add a']));
      await ours('b');
      await change('a', '2');
      await remove('b');
      await eventually(() =>
        expect(informer.told).toEqual([
          'add a',
          'add b',
          'update a',
          'delete b',
        ]),
      );
      expect(informer.value('a')).toBe('2');
      expect(informer.count().lists).toBe(1);
    });

    it('sees objects enter and leave its selection', async () => {
      await create('a', '1', { app: 'other' });
      const informer = await follow(OURS);
      await patch('a', { metadata: { labels: { app: 'ours' } } });
      await change('a', '2');
      await patch('a', { metadata: { labels: { app: null } } });
      await change('a', '3');
      await patch('a', { metadata: { labels: { app: 'ours' } } });
      await remove('a');
      await eventually(() =>
        expect(informer.told).toEqual([
          'add a',
          'update a',
          'delete a',
          'add a',
          'delete a',
        ]),
      );
    });

    it('sees one object by its name', async () => {
      await create('a');
      await create('b');
      const informer = await follow({ fieldSelector: 'metadata.name=b' });
      await change('a', '2');
      await change('b', '2');
      await remove('b');
      await eventually(() =>
        expect(informer.told).toEqual(['add b', 'update b', 'delete b']),
      );
    });

    it('lists again when the server has forgotten where it was', async () => {
      const path = things();
      await thing('a');
      const informer = await follow({
        path,
        list: async (query, times) => {
          const { body } = await call('GET', path + query);
          return times === 1
            ? { ...body, metadata: { resourceVersion: '1' } }
            : body;
        },
      });
      await thing('b');
      await eventually(() => expect(informer.names()).toEqual(['a', 'b']));
      expect(informer.count().lists).toBe(2);
      expect(informer.count().errors).toBe(0);
    });

    it('goes on where it was when the server ends its watch', async () => {
      await ours('a');
      const informer = await follow({ ...OURS, timeoutSeconds: 1 });
      await eventually(() =>
        expect(informer.count().watches).toBeGreaterThan(1),
      );
      await ours('b');
      await eventually(() =>
        expect(informer.count().watches).toBeGreaterThan(2),
      );
      await remove('a');
      await eventually(() =>
        expect(informer.told).toEqual(['add a', 'add b', 'delete a']),
      );
      expect(informer.count().lists).toBe(1);
    });

    describe('over a connection that breaks', () => {
      let proxy: TcpProxy;
      let through: KubeConfig;
      beforeEach(async () => {
        const { apiUrl, kubeconfig } = cluster().handle;
        proxy = await startTcpProxy(Number(new URL(apiUrl).port));
        through = new KubeConfig();
        through.loadFromFile(kubeconfig);
        through.clusters = through.clusters.map(one => ({
          ...one,
          server: `https://127.0.0.1:${proxy.port}`,
        }));
      });
      afterEach(() => proxy.stop());

      it('misses nothing', async () => {
        await ours('a');
        await ours('b');
        const informer = await follow(OURS, through);
        await eventually(() => expect(informer.count().watches).toBe(1));
        const accept = proxy.refuse();
        proxy.cut();
        await change('a', '2');
        await remove('b');
        await ours('c');
        await eventually(() =>
          expect(informer.count().errors).toBeGreaterThan(0),
        );
        accept();
        await eventually(() => {
          expect(informer.names()).toEqual(['a', 'c']);
          expect(informer.value('a')).toBe('2');
        });
        await change('c', '2');
        await eventually(() => expect(informer.value('c')).toBe('2'));
        expect(informer.told.filter(line => line.startsWith('add'))).toEqual([
          'add a',
          'add b',
          'add c',
        ]);
      });
    });
  });

  it('find their way back to a server that was restarted', async () => {
    await create('before');
    const informer = await follow();
    await eventually(() => expect(informer.names()).toContain('before'));
    await restart();
    await openNamespace();
    await create('after');
    await eventually(async () => {
      expect(informer.names()).toEqual(namesIn(await list()).sort());
      expect(informer.names()).toContain('after');
    });
    await remove('after');
    await eventually(() => expect(informer.names()).not.toContain('after'));
  });
});
