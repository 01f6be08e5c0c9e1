import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import {
  abstraction,
  FakeCluster,
  instance,
} from './__testUtils__/fakeCluster';
import { until } from './__testUtils__/until';
import { KroEntityProvider } from './kroEntityProvider';
import { readEntityLocations } from './locations';

const database = (secret: string): InstanceDetail =>
  instance('Infrastructure', 'db', {
    entityRef: 'resource:team-a/infrastructure-db',
    outputs: [{ path: 'secretName', value: secret, type: 'secret' }],
  });
const application = (name: string, parts: Partial<InstanceDetail> = {}) =>
  instance('WebApplication', name, {
    entityRef: `component:team-a/webapplication-${name}`,
    ...parts,
  });

describe('KroEntityProvider, when one instance changes', () => {
  let cluster: FakeCluster;
  let provider: KroEntityProvider;
  let told: Entity[];
  let mutations: number[];
  let looked: string[];

  beforeEach(() => {
    told = [];
    mutations = [];
    looked = [];
    cluster = new FakeCluster();
    cluster.kinds = [
      abstraction({ kind: 'Workspace', catalogKind: 'System' }),
      abstraction({ kind: 'WebApplication' }),
      abstraction({ kind: 'Infrastructure', catalogKind: 'Resource' }),
    ];
    cluster.items = [
      instance('Workspace', 'team-a', { owner: 'group:default/one' }),
      application('shop', { spec: { env: [{ from: 'db-app' }] } }),
      application('other', { owner: 'group:default/own' }),
      database('db-app'),
    ];
    provider = new KroEntityProvider({
      cluster,
      locations: readEntityLocations(mockServices.rootConfig()),
      held: async () => [],
      logger: mockServices.logger.mock(),
    });
  });

  afterEach(() => provider.stop());

  async function connect(count: number): Promise<void> {
    await provider.connect({
      async applyMutation(mutation: EntityProviderMutation) {
        if (mutation.type === 'full') throw new Error('all would be replaced');
        mutations.push(mutation.added.length);
        told.push(...mutation.added.map(({ entity }) => entity));
      },
      async refresh() {},
    });
    await until('all are told', () => told.length >= count);
    told = [];
  }

  /** Puts instances in the place of those with their refs, and tells of them. */
  function change(...items: InstanceDetail[]): void {
    const refs = items.map(({ ref }) => ref);
    cluster.items = [
      ...cluster.items.filter(({ ref }) => !refs.includes(ref)),
      ...items,
    ];
    cluster.tell({ instances: refs });
  }

  const names = () => told.map(({ metadata }) => metadata.name).sort();

  it('tells of who binds to it when what it offers is another', async () => {
    await connect(7);
    change(database('db-new'));
    await until('it is told', () => told.length > 0);
    expect(names()).toEqual(['webapplication-shop']);
    expect(told[0].spec).not.toHaveProperty('dependsOn');

    told = [];
    change(database('db-app'));
    await until('it is told', () => told.length > 0);
    expect(told[0].spec).toMatchObject({
      dependsOn: ['resource:team-a/infrastructure-db'],
    });
  });

  it('tells of who bound to it when it went', async () => {
    await connect(7);
    const [gone] = cluster.items.slice(-1);
    cluster.items = cluster.items.slice(0, -1);
    cluster.tell({
      instances: [gone.ref],
      deleted: { instances: [gone.ref], abstractions: [] },
    });
    await until('it is told', () => told.length > 0);
    expect(names()).toEqual(['webapplication-shop']);
    expect(told[0].spec).not.toHaveProperty('dependsOn');
  });

  it('tells of what lives in a workspace when the workspace has another owner or none is there any more', async () => {
    await connect(7);
    cluster.items = cluster.items.map(item =>
      item.owner || !item.namespace
        ? item
        : { ...item, owner: 'group:default/two' },
    );
    change(instance('Workspace', 'team-a', { owner: 'group:default/two' }));
    await until('all are told', () => told.length >= 3);
    expect(names()).toEqual([
      'infrastructure-db',
      'team-a',
      'webapplication-shop',
    ]);
    expect(told.map(({ spec }) => spec?.owner)).toEqual(
      told.map(() => 'group:default/two'),
    );

    told = [];
    cluster.items = cluster.items.filter(({ namespace }) => namespace);
    cluster.tell({ instances: ['test:workspace.mini-atlas.dev/team-a'] });
    await until('all are told', () => told.length >= 3);
    expect(names()).toEqual([
      'infrastructure-db',
      'webapplication-other',
      'webapplication-shop',
    ]);
    expect(told.every(({ spec }) => spec && !('system' in spec))).toBe(true);
  });

  it('looks at nobody else when nothing that concerns others changed', async () => {
    await connect(7);
    const instanceOf = cluster.instance;
    cluster.instance = ref => {
      looked.push(ref);
      return instanceOf(ref);
    };
    const shop = application('shop', {
      spec: { env: [{ from: 'db-app' }] },
      owner: 'group:default/shop',
    });
    change(shop);
    await until('it is told', () => told.length > 0);
    expect(names()).toEqual(['webapplication-shop']);
    expect(looked).toEqual([shop.ref]);
  });

  it('tells of thousands in parts, each of which the catalog takes in one go', async () => {
    cluster.items = Array.from({ length: 1_000 }, (_, index) =>
      application(`app-${index}`),
    );
    await connect(1_003);
    expect(Math.max(...mutations)).toBeLessThanOrEqual(100);
    expect(mutations.reduce((sum, added) => sum + added, 0)).toBe(1_003);
  });
});
