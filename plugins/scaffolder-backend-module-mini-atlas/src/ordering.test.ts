import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import { ActionRun } from './__testUtils__/actionRun';
import { RealPlatform, startRealPlatform } from './__testUtils__/realPlatform';
import { createAwaitAction } from './actions/awaitAction';
import { createProposeAction } from './actions/proposeAction';
import { createWriteInstanceAction } from './actions/writeInstanceAction';

jest.setTimeout(120_000);

const WEB = {
  name: 'web',
  namespace: 'shop',
  owner: 'group:default/storefront',
  spec: { image: 'ghcr.io/shop/web', tag: '1.4.2' },
};

describe('ordering on a real sandbox', () => {
  const directory = createMockDirectory();
  let platform: RealPlatform;

  /** One task: what the templates do, on the real cluster and the real forge. */
  const task = (id = randomUUID()) => {
    const run = new ActionRun(directory.path, id, platform);
    return {
      write: (abstraction: string, input: JsonObject) =>
        run.run(createWriteInstanceAction(run.services), {
          abstraction,
          ...input,
        }),
      propose: (path: string) =>
        run.run(createProposeAction(run.services), { path }),
      wait: (number: number) =>
        run.run(createAwaitAction(run.services), {
          number,
          timeoutMinutes: 1,
        }),
      async order(abstraction: string, input: JsonObject) {
        const { path } = await this.write(abstraction, input);
        return this.propose(String(path));
      },
    };
  };

  beforeAll(async () => {
    platform = await startRealPlatform();
    const first = task();
    const { number } = await first.order('workspace', {
      name: 'shop',
      owner: 'group:default/storefront',
      spec: { team: 'storefront' },
    });
    await platform.merge(Number(number));
    await first.wait(Number(number));
  });
  afterAll(() => platform.stop());
  beforeEach(() => directory.clear());

  it('makes branch and pull request of an order, and follows it until it is ready', async () => {
    const first = task();
    const { path } = await first.write('topic', {
      name: 'events',
      namespace: 'shop',
      owner: 'group:default/storefront',
      spec: {},
    });
    expect(path).toBe('delivery/tenants/shop/topic-events.yaml');
    const proposed = await first.propose(String(path));
    const number = Number(proposed.number);
    await expect(platform.forgeFor().changedFiles(number)).resolves.toEqual([
      { path, status: 'added' },
    ]);
    await platform.merge(number);
    await expect(first.wait(number)).resolves.toMatchObject({});
    expect(
      platform.cluster.instances().find(({ name }) => name === 'events')?.health
        .state,
    ).toBe('ready');
  });

  it('gives the same pull request when a task runs again', async () => {
    const id = randomUUID();
    const first = await task(id).order('webapplication', {
      ...WEB,
      name: 'again',
    });
    const second = await task(id).order('webapplication', {
      ...WEB,
      name: 'again',
    });
    expect(second).toEqual(first);
    const open = await platform.forgeFor().pullRequests({ state: 'open' });
    expect(open.filter(({ branch }) => branch === first.branch)).toHaveLength(
      1,
    );
  });

  describe('leaves nothing behind when it refuses', () => {
    it.each<[string, JsonObject, RegExp]>([
      [
        'a name that is no label',
        { name: 'Web' },
        /^name is "Web": it must be 1 to 63/,
      ],
      ['a way out', { name: '../web' }, /^name is "..\/web": it must/],
      [
        'a line break',
        { name: 'web\nkind: x' },
        /^name is "web\\nkind: x": it must/,
      ],
      [
        'an unknown workspace',
        { namespace: 'nowhere' },
        /^namespace is "nowhere": there is no workspace.*Choose one of shop/,
      ],
      [
        'a namespace of the platform',
        { namespace: 'flux-system' },
        /^namespace is "flux-system": there is no workspace/,
      ],
      [
        'an owner that is none',
        { owner: 'me: you' },
        /^owner is "me: you": it must be an entity ref/,
      ],
      [
        'too many copies',
        { spec: { ...WEB.spec, replicas: 99 } },
        /^spec.replicas is 99: it should be less than or equal to 20/,
      ],
      [
        'a missing tag',
        { spec: { image: 'web' } },
        /^spec.tag is missing: it must be given/,
      ],
      [
        'the tag latest',
        { spec: { image: 'web', tag: 'latest' } },
        /^spec.tag is "latest": it is not allowed.*not latest/,
      ],
      [
        'YAML as image',
        { spec: { image: 'web\nkind: Secret', tag: '1' } },
        /^spec.image is "web\\nkind: Secret": it should match/,
      ],
      [
        'a path that climbs',
        { spec: { ...WEB.spec, healthPath: '/../x' } },
        /^spec.healthPath is "\/..\/x": it should match/,
      ],
    ])('%s', async (_what, input, message) => {
      const before = await platform.branches();
      await expect(
        task().order('webapplication', { ...WEB, ...input }),
      ).rejects.toThrow(message);
      expect(directory.content()).toEqual({});
      expect(await platform.branches()).toEqual(before);
    });

    it('a name that lives', async () => {
      const before = await platform.branches();
      await expect(
        task().order('workspace', { name: 'shop', spec: { team: 'x' } }),
      ).rejects.toThrow(
        /^name is "shop": it must be free, but it is the name of an instance/,
      );
      expect(await platform.branches()).toEqual(before);
    });

    it('a name that an open pull request asks for', async () => {
      await task().order('webapplication', { ...WEB, name: 'wanted' });
      const before = await platform.branches();
      await expect(
        task().order('webapplication', { ...WEB, name: 'wanted' }),
      ).rejects.toThrow(
        /^name is "wanted": it must be free, but the open pull request #\d+ asks for it/,
      );
      expect(await platform.branches()).toEqual(before);
    });

    it('a file that came between writing and proposing', async () => {
      const late = task();
      const { path } = await late.write('webapplication', {
        ...WEB,
        name: 'late',
      });
      await platform.commit(String(path), 'kind: Late\n');
      const before = await platform.branches();
      await expect(late.propose(String(path))).rejects.toThrow(/late/);
      expect(await platform.branches()).toEqual(before);
    });
  });

  it('says that cluster and forge cannot be reached, and what to do', async () => {
    const late = task();
    const { path } = await late.write('webapplication', {
      ...WEB,
      name: 'unsent',
    });
    await platform.stopSandbox();
    await expect(
      platform.forgeFor().pullRequests({ state: 'open' }),
    ).rejects.toThrow(/cannot be reached|not answer|refused/i);
    await waitUntilLost();
    await expect(late.propose(String(path))).rejects.toThrow(
      /^The cluster 'test' cannot be reached.*Nothing was written; try again/s,
    );
    await expect(task().order('webapplication', WEB)).rejects.toThrow(
      /^The cluster 'test' cannot be reached/,
    );
  });

  function waitUntilLost(): Promise<void> {
    return new Promise(done => {
      const look = () => {
        if (platform.cluster.status().state !== 'live') done();
      };
      platform.cluster.subscribe(look);
      look();
    });
  }
});
