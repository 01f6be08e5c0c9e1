import { JsonObject } from '@backstage/types';
import { ActionRun } from '../__testUtils__/actionRun';
import { abstraction, instance } from '../__testUtils__/fakeCluster';
import { createRemoveAction } from './removeAction';

const SHOP = 'test:workspace.mini-atlas.dev/shop';
const PATH = 'delivery/workspaces/shop.yaml';
const FILE = `apiVersion: mini-atlas.dev/v1alpha1
kind: Workspace
metadata:
  name: shop
spec:
  team: storefront
`;

describe('mini-atlas:instance:remove', () => {
  let run: ActionRun;

  beforeEach(() => {
    run = new ActionRun('/nowhere');
    run.cluster.addWorkspace('shop');
    run.forge.files.set(PATH, FILE);
  });

  const remove = (input: JsonObject = {}, more = {}) =>
    run.run(
      createRemoveAction(run.services),
      { instance: SHOP, confirm: 'shop', ...input },
      more,
    );

  it('opens a pull request that removes exactly that file, and names what goes', async () => {
    await expect(remove()).resolves.toMatchObject({
      path: PATH,
      number: 1,
      changePath: '/kro/changes/1',
    });
    const [{ changeSet }] = run.forge.proposals;
    expect(changeSet.files).toEqual([{ path: PATH, content: null }]);
    expect(changeSet.title).toBe('Remove Workspace shop');
    expect(changeSet.body).toContain('### What will be gone');
    expect(changeSet.body).toContain('| `Namespace` | `shop` |');
    expect(changeSet.body.split('\n').at(-1)).toBe(
      'Ordered-by: user:default/guest',
    );
  });

  it.each(['', 'Shop', 'shop ', 'web'])(
    'is not confirmed by %j',
    async confirm => {
      await expect(remove({ confirm })).rejects.toThrow(
        `confirm is ${JSON.stringify(
          confirm,
        )}: it must be the name of what is removed, "shop"`,
      );
      expect([...run.forge.branches]).toEqual(['main']);
    },
  );

  it('refuses while something lives in it, and names it', async () => {
    run.cluster.living.push(
      instance({
        abstraction: 'webapplication',
        name: 'web',
        namespace: 'shop',
      }),
    );
    await expect(remove()).rejects.toThrow(
      /^instance is "test:workspace.mini-atlas.dev\/shop": 1 thing lives in it: WebApplication web\. .*remove them first/,
    );
    expect([...run.forge.branches]).toEqual(['main']);
  });

  it('removes what lives beside others, and what the cluster does not have any more', async () => {
    run.cluster.offered.push(abstraction('topic'));
    const path = 'delivery/tenants/shop/topic-events.yaml';
    run.forge.files.set(
      path,
      'apiVersion: mini-atlas.dev/v1alpha1\nkind: Topic\nmetadata: { name: events, namespace: shop }\n',
    );
    await remove({
      instance: 'test:topic.mini-atlas.dev/shop/events',
      confirm: 'events',
    });
    const [{ changeSet }] = run.forge.proposals;
    expect(changeSet.files).toEqual([{ path, content: null }]);
    expect(changeSet.body).toContain('none of its children now');
  });

  it('refuses what is not in Git', async () => {
    run.forge.files.delete(PATH);
    await expect(remove()).rejects.toThrow(
      /its file delivery\/workspaces\/shop.yaml is not in Git/,
    );
  });

  it('gives the same pull request when it runs again, also when that is merged', async () => {
    const first = await remove();
    run.forge.merge(1);
    const again = new ActionRun('/nowhere', run.taskId, {
      cluster: run.cluster,
      forgeFor: () => run.forge,
    });
    await expect(
      again.run(createRemoveAction(again.services), {
        instance: SHOP,
        confirm: 'shop',
      }),
    ).resolves.toEqual(first);
  });

  it('opens nothing in a dry run, and says what it would open', async () => {
    await remove({}, { isDryRun: true });
    expect(run.forge.proposals).toEqual([]);
    expect(run.logged.join('\n')).toContain('Remove Workspace shop');
  });

  it('refuses callers without the permission', async () => {
    run.allowed = false;
    await expect(remove()).rejects.toThrow(/kro\.change\.create is missing/);
  });
});
