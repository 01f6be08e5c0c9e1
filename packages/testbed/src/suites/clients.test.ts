import { KubeConfig } from '@kubernetes/client-node';
import { applyObjects } from '../cluster/applyObjects';
import {
  FollowedInformer,
  followedInformer,
  Following,
} from '../__testUtils__/clients/followedInformer';
import { startTcpProxy, TcpProxy } from '../__testUtils__/clients/tcpProxy';
import {
  inShort,
  WatchedEvents,
  watchEvents,
} from '../__testUtils__/clients/watchEvents';
import { Body } from '../__testUtils__/clusterUnderTest';
import { eventually } from '../__testUtils__/eventually';
import { onEachCluster } from '../__testUtils__/onEachCluster';

const MANY = 1_000;
const PAGE = 150;
const AT_ONCE = 8;

/** A kind that the server knows later than itself, so that there are versions before it began. */
const THINGS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.clients.example.dev' },
  spec: {
    group: 'clients.example.dev',
    scope: 'Namespaced',
    names: { plural: 'things', kind: 'Thing' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object' } },
      },
    ],
  },
};

onEachCluster('Clients', (cluster, _, restart) => {
  let config: KubeConfig;
  let namespace: string;
  let maps: string;
  let informers: FollowedInformer[] = [];
  let watches: WatchedEvents[] = [];
  let count = 0;

  const call = async (method: string, path: string, body?: object) => {
    const { status, text } = await cluster().api.call(
      method,
      path,
      body && {
        type:
          method === 'PATCH'
            ? 'application/merge-patch+json'
            : 'application/json',
        text: JSON.stringify(body),
      },
    );
    return { status, body: JSON.parse(text) as Body };
  };
  const create = async (name: string, v = '1', labels: object = {}) =>
    (
      await call('POST', maps, {
        metadata: { name, labels },
        data: { v },
      })
    ).body;
  const patch = async (name: string, body: object) =>
    (await call('PATCH', `${maps}/${name}`, body)).body;
  const change = (name: string, v: string) => patch(name, { data: { v } });
  const remove = (name: string) => call('DELETE', `${maps}/${name}`);
  const list = async (query = '') => (await call('GET', maps + query)).body;
  const namesIn = ({ items }: Body): string[] =>
    items.map(({ metadata }: Body) => metadata.name);

  const things = () =>
    `/apis/${THINGS.spec.group}/v1/namespaces/${namespace}/things`;
  const thing = (name: string) =>
    call('POST', things(), {
      apiVersion: `${THINGS.spec.group}/v1`,
      kind: 'Thing',
      metadata: { name },
    });
  const openNamespace = () =>
    applyObjects(cluster().api, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ]);
  const follow = async (
    following: Partial<Following> = {},
    through: KubeConfig = config,
  ) => {
    const informer = await followedInformer(through, {
      path: maps,
      namespace,
      list,
      ...following,
    });
    informers.push(informer);
    return informer;
  };
  const watch = async (
    query: Record<string, string | number | boolean>,
    path = maps,
  ) => {
    const watched = await watchEvents(config, path, query);
    watches.push(watched);
    return watched;
  };

  beforeAll(async () => {
    await applyObjects(cluster().api, [THINGS]);
    await cluster().until(
      `/apis/${THINGS.spec.group}/v1/things`,
      (_, status) => status === 200,
    );
  });
  beforeEach(async () => {
    config = new KubeConfig();
    config.loadFromFile(cluster().handle.kubeconfig);
    count += 1;
    namespace = `clients-${count}`;
    maps = `/api/v1/namespaces/${namespace}/configmaps`;
    await openNamespace();
  });
  afterEach(async () => {
    await Promise.all(informers.map(informer => informer.stop()));
    watches.forEach(watched => watched.stop());
    informers = [];
    watches = [];
  });

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
      expect(informer.lists).toBe(1);
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
      expect(informer.lists).toBe(2);
      expect(informer.errors).toBe(0);
    });

    it('goes on where it was when the server ends its watch', async () => {
      await ours('a');
      const informer = await follow({ ...OURS, timeoutSeconds: 1 });
      await eventually(() => expect(informer.watches).toBeGreaterThan(1));
      await ours('b');
      await eventually(() => expect(informer.watches).toBeGreaterThan(2));
      await remove('a');
      await eventually(() =>
        expect(informer.told).toEqual(['add a', 'add b', 'delete a']),
      );
      expect(informer.lists).toBe(1);
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
        await eventually(() => expect(informer.watches).toBe(1));
        const accept = proxy.refuse();
        proxy.cut();
        await change('a', '2');
        await remove('b');
        await ours('c');
        await eventually(() => expect(informer.errors).toBeGreaterThan(0));
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

  describe('a watch', () => {
    it('begins with what there is, where it is asked to', async () => {
      await create('a', '1', { w: '1' });
      const since = (await create('b', '1', { w: '1' })).metadata
        .resourceVersion;
      const query = { labelSelector: 'w' };
      const fromNow = await watch(query);
      const fromZero = await watch({ ...query, resourceVersion: '0' });
      const fromThen = await watch({ ...query, resourceVersion: since });
      await change('a', '2');
      await eventually(() => {
        expect(inShort(fromNow)).toEqual(['ADDED a', 'ADDED b', 'MODIFIED a']);
        expect(inShort(fromZero)).toEqual(['ADDED a', 'ADDED b', 'MODIFIED a']);
        expect(inShort(fromThen)).toEqual(['MODIFIED a']);
      });
    });

    it('gives back what has happened since', async () => {
      const since = (await create('a', '1', { w: '1' })).metadata
        .resourceVersion;
      await change('a', '2');
      await remove('a');
      await create('a', '3', { w: '1' });
      const watched = await watch({
        labelSelector: 'w',
        resourceVersion: since,
      });
      await eventually(() =>
        expect(inShort(watched)).toEqual([
          'MODIFIED a',
          'DELETED a',
          'ADDED a',
        ]),
      );
      const versions = watched.events.map(({ object }) =>
        Number(object.metadata.resourceVersion),
      );
      expect(versions).toEqual([...versions].sort((one, two) => one - two));
      expect(versions[0]).toBeGreaterThan(Number(since));
    });

    it('ends with an error where nothing is remembered', async () => {
      const watched = await watch({ resourceVersion: '1' }, things());
      await watched.ended;
      expect(inShort(watched)).toEqual(['ERROR 410 Expired']);
      expect(watched.events[0].object).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
      });
    });

    it('ends when its time is over', async () => {
      const watched = await watch({ timeoutSeconds: 1 });
      expect(await watched.ended).toBeFalsy();
    });

    it('says how far it has come before it ends', async () => {
      const { metadata } = await list();
      const watched = await watch({
        resourceVersion: metadata.resourceVersion,
        labelSelector: 'never=there',
        allowWatchBookmarks: true,
        timeoutSeconds: 4,
      });
      const { resourceVersion } = (await create('a')).metadata;
      await watched.ended;
      expect(new Set(inShort(watched))).toEqual(new Set(['BOOKMARK']));
      const last = watched.events[watched.events.length - 1];
      expect(
        Number(last.object.metadata.resourceVersion),
      ).toBeGreaterThanOrEqual(Number(resourceVersion));
      expect(last.object).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
      });
      const resumed = await watch({
        resourceVersion: last.object.metadata.resourceVersion,
        labelSelector: 'w',
      });
      await create('b', '1', { w: '1' });
      await eventually(() => expect(inShort(resumed)).toEqual(['ADDED b']));
    });

    it('shows what there is as events, then says so, and goes on', async () => {
      await create('a', '1', { w: '1' });
      const { resourceVersion } = (await create('b', '1', { w: '1' })).metadata;
      const watched = await watch({
        labelSelector: 'w',
        sendInitialEvents: true,
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: true,
      });
      await eventually(() =>
        expect(inShort(watched)).toEqual([
          'ADDED a',
          'ADDED b',
          'BOOKMARK after what there was',
        ]),
      );
      expect(
        Number(watched.events[2].object.metadata.resourceVersion),
      ).toBeGreaterThanOrEqual(Number(resourceVersion));
      await change('a', '2');
      await eventually(() =>
        expect(inShort(watched).slice(3)).toEqual(['MODIFIED a']),
      );
    });

    it('waits for a version that is still to come', async () => {
      const { resourceVersion } = (await create('a', '1', { w: '1' })).metadata;
      const watched = await watch({
        labelSelector: 'w',
        resourceVersion: String(Number(resourceVersion) + 2),
      });
      for (const v of ['2', '3', '4', '5', '6']) await change('a', v);
      await eventually(() =>
        expect(watched.events.at(-1)?.object.data.v).toBe('6'),
      );
      for (const { object } of watched.events) {
        expect(Number(object.metadata.resourceVersion)).toBeGreaterThan(
          Number(resourceVersion) + 2,
        );
      }
    });
  });

  describe('a list', () => {
    it('is as it was at a version', async () => {
      await create('a', '1', { w: '1' });
      const { resourceVersion } = (await create('b', '1', { w: '1' })).metadata;
      await remove('a');
      await change('b', '2');
      await create('c', '1', { w: '1' });
      const at = (match: string) =>
        list(
          `?labelSelector=w&resourceVersion=${resourceVersion}&resourceVersionMatch=${match}`,
        );
      const exact = await at('Exact');
      expect(namesIn(exact)).toEqual(['a', 'b']);
      expect(exact.items[1].data.v).toBe('1');
      expect(exact.metadata.resourceVersion).toBe(resourceVersion);
      const newer = await at('NotOlderThan');
      expect(Number(newer.metadata.resourceVersion)).toBeGreaterThanOrEqual(
        Number(resourceVersion),
      );
      expect(namesIn(await list('?labelSelector=w'))).toEqual(['b', 'c']);
    });

    it('cannot be of the future', async () => {
      const { status, body } = await call(
        'GET',
        `${maps}?resourceVersion=${Number.MAX_SAFE_INTEGER}&resourceVersionMatch=NotOlderThan`,
      );
      expect(status).toBe(504);
      expect(body).toMatchObject({
        reason: 'Timeout',
        details: { causes: [{ reason: 'ResourceVersionTooLarge' }] },
      });
    });

    it('comes in pages of one version, whatever happens meanwhile', async () => {
      const names = Array.from(
        { length: MANY },
        (_item, index) => `m-${String(index).padStart(4, '0')}`,
      );
      const waiting = [...names];
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let name = waiting.pop(); name; name = waiting.pop()) {
            await create(name);
          }
        }),
      );
      const informer = await follow();
      let page = await list(`?limit=${PAGE}`);
      const { resourceVersion } = page.metadata;
      const all: string[] = namesIn(page);
      expect(all).toHaveLength(PAGE);
      await remove('m-0999');
      await create('m-1000');
      while (page.metadata.continue) {
        expect(page.metadata.remainingItemCount).toBeGreaterThanOrEqual(
          MANY - all.length,
        );
        page = await list(
          `?limit=${PAGE}&continue=${encodeURIComponent(
            page.metadata.continue,
          )}`,
        );
        expect(page.metadata.resourceVersion).toBe(resourceVersion);
        all.push(...namesIn(page));
      }
      expect(page.metadata.remainingItemCount).toBeUndefined();
      expect(all.filter(name => name.startsWith('m-'))).toEqual(names);
      await eventually(() =>
        expect(informer.names().filter(name => name.startsWith('m-'))).toEqual([
          ...names.slice(0, -1),
          'm-1000',
        ]),
      );
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
