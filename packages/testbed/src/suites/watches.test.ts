import { clientsUnderTest } from '../__testUtils__/clients/clientsUnderTest';
import { inShort } from '../__testUtils__/clients/watchEvents';
import { eventually } from '../__testUtils__/eventually';
import { onEachCluster } from '../__testUtils__/onEachCluster';

const MANY = 1_000;
const PAGE = 150;
const AT_ONCE = 8;

onEachCluster('Watches and lists', cluster => {
  const {
    call,
    change,
    create,
    follow,
    list,
    maps,
    namesIn,
    remove,
    things,
    watch,
  } = clientsUnderTest(cluster);

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
        `${maps()}?resourceVersion=${
          Number.MAX_SAFE_INTEGER
        }&resourceVersionMatch=NotOlderThan`,
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
});
