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

  it('refuses a file that came between writing and proposing, and leaves nothing behind', async () => {
    const late = task();
    const { path } = await late.write('webapplication', {
      ...WEB,
      name: 'late',
    });
    await platform.commit(String(path), 'kind: Late\n');
    const before = await platform.branches();
    await expect(late.propose(String(path))).rejects.toThrow(
      /name is "late": it must be free, but .* is in Git already/,
    );
    expect(await platform.branches()).toEqual(before);
  });
});
