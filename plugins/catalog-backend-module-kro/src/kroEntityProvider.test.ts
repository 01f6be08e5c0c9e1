import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  catalogProcessingExtensionPoint,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import {
  abstraction,
  FakeCluster,
  instance,
  live,
} from './__testUtils__/fakeCluster';
import { until } from './__testUtils__/until';
import { HeldEntity } from './heldEntities';
import { KroEntityProvider } from './kroEntityProvider';
import { readEntityLocations } from './locations';
import { catalogModuleKro } from './module';

const config = mockServices.rootConfig({
  data: {
    app: { baseUrl: 'http://portal' },
    kro: {
      delivery: { url: 'http://forge/', repository: 'atlas/platform' },
    },
  },
});

describe('KroEntityProvider', () => {
  let cluster: FakeCluster;
  let provider: KroEntityProvider;
  let mutations: EntityProviderMutation[];
  let failures: number;
  let held: HeldEntity[];

  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.kinds = [
      abstraction({ kind: 'Workspace', catalogKind: 'System' }),
      abstraction({ kind: 'WebApplication' }),
      abstraction({
        kind: 'Infrastructure',
        catalogKind: 'Resource',
        catalogType: 'database',
      }),
    ];
    cluster.items = [
      instance('WebApplication', 'shop', {
        spec: { secrets: ['db-app'] },
        outputs: [{ path: 'url', value: 'https://shop.example', type: 'url' }],
        childList: [
          {
            key: 'workload',
            nodeId: 'deployment',
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'shop',
            health: { state: 'ready', sentence: 'Ready' },
            hidden: false,
            kubectl: '',
          },
        ],
      }),
      instance('Workspace', 'team-a', { owner: 'group:default/payments' }),
      instance('Infrastructure', 'db', {
        entityRef: 'resource:team-a/infrastructure-db',
        owner: 'no\nref',
        outputs: [
          { path: 'database.secretName', value: 'db-app', type: 'secret' },
        ],
      }),
    ];
    mutations = [];
    failures = 0;
    held = [];
    provider = new KroEntityProvider({
      cluster,
      locations: readEntityLocations(config),
      held: async () => held,
      logger: mockServices.logger.mock(),
      retryMs: 10,
    });
  });

  afterEach(() => provider.stop());

  async function connect() {
    await provider.connect({
      async applyMutation(mutation) {
        if (failures > 0) {
          failures -= 1;
          throw new Error('the catalog is busy');
        }
        mutations.push(mutation);
      },
      async refresh() {},
    });
  }

  const entities = () =>
    mutations.flatMap(mutation =>
      (mutation.type === 'full' ? mutation.entities : mutation.added).map(
        ({ entity }) => entity,
      ),
    );
  const removed = () =>
    mutations.flatMap(mutation =>
      mutation.type === 'delta' ? mutation.removed : [],
    );
  const named = (name: string) =>
    entities().find(({ metadata }) => metadata.name === name);

  it('turns instances into entities with owner, system, needs and places', async () => {
    await connect();
    await until('it was taken', () => mutations.length > 0);
    expect(mutations).toHaveLength(1);
    expect(mutations[0].type).toBe('delta');
    expect(named('team-a')).toMatchObject({
      kind: 'System',
      metadata: { namespace: 'default' },
      spec: { owner: 'group:default/payments' },
    });
    expect(named('webapplication-shop')).toMatchObject({
      kind: 'Component',
      metadata: {
        title: 'shop',
        namespace: 'team-a',
        links: [{ url: 'https://shop.example', title: 'shop.example' }],
        annotations: {
          'mini-atlas.dev/instance':
            'test:webapplication.mini-atlas.dev/team-a/shop',
          'backstage.io/kubernetes-label-selector': 'app=shop',
          'backstage.io/kubernetes-namespace': 'team-a',
          'backstage.io/managed-by-location':
            'url:http://forge/atlas/platform/src/branch/main/delivery/shop.yaml',
          'backstage.io/view-url':
            'http://forge/atlas/platform/src/branch/main/delivery/shop.yaml',
        },
      },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: 'group:default/platform',
        system: 'system:default/team-a',
        dependsOn: ['resource:team-a/infrastructure-db'],
      },
    });
    expect(named('infrastructure-db')).toMatchObject({
      kind: 'Resource',
      spec: { type: 'database', owner: 'group:default/platform' },
    });
  });

  it('looks in the Kubernetes tab for what the abstraction says', async () => {
    cluster.kinds[1] = {
      ...cluster.kinds[1],
      kubernetesSelector: 'mini-atlas.dev/app={name},of={namespace}',
    };
    await connect();
    await until('it was taken', () => mutations.length > 0);
    expect(named('webapplication-shop')?.metadata.annotations).toMatchObject({
      'backstage.io/kubernetes-label-selector':
        'mini-atlas.dev/app=shop,of=team-a',
    });
  });

  it('offers no Kubernetes tab where nothing runs', async () => {
    await connect();
    await until('it was taken', () => mutations.length > 0);
    expect(named('team-a')?.metadata.annotations).not.toHaveProperty([
      'backstage.io/kubernetes-label-selector',
    ]);
  });

  it('turns abstractions into API entities with their definition', async () => {
    await connect();
    await until('it was taken', () => mutations.length > 0);
    const api = named('webapplication');
    expect(api).toMatchObject({
      kind: 'API',
      metadata: {
        annotations: { 'mini-atlas.dev/abstraction': 'webapplication' },
        links: [
          { url: 'http://portal/create/templates/default/webapplication' },
        ],
      },
      spec: { type: 'abstraction' },
    });
    expect(String(api?.spec?.definition)).toContain('kind: ResourceGraph');
    expect(String(api?.spec?.definition)).not.toContain('hidden');
  });

  it('removes what was seen to be deleted, and only that', async () => {
    await connect();
    await until('it was taken', () => mutations.length > 0);
    const [shop, , db] = cluster.items;
    cluster.items = cluster.items.slice(1, 2);
    cluster.tell({
      instances: [shop.ref, db.ref],
      deleted: { instances: [shop.ref], abstractions: [] },
    });
    await until('it was taken', () => removed().length > 0);
    expect(removed()).toEqual([
      {
        entityRef: 'component:team-a/webapplication-shop',
        locationKey: 'kro',
      },
    ]);
  });

  it('removes what is missing in a complete view, and what is of another cluster, but nothing else that it holds', async () => {
    held = [
      'test:webapplication.mini-atlas.dev/team-a/gone',
      'test:unknown.example.com/team-a/unseen',
      'other:unknown.example.com/team-a/elsewhere',
      'abstraction:gone',
      'written by hand',
    ].map(key => ({ key, entityRef: `component:team-a/${key}` }));
    held.push({
      key: 'test:webapplication.mini-atlas.dev/team-a/renamed',
      entityRef: 'component:team-a/webapplication-shop',
    });
    await connect();
    await until('it was taken', () => removed().length > 0);
    expect(
      removed().map(item => 'entityRef' in item && item.entityRef),
    ).toEqual([
      'component:team-a/test:webapplication.mini-atlas.dev/team-a/gone',
      'component:team-a/other:unknown.example.com/team-a/elsewhere',
      'component:team-a/abstraction:gone',
    ]);
  });

  it('removes nothing while the cluster is lost, and what went once it is back', async () => {
    const gone = 'test:webapplication.mini-atlas.dev/team-a/gone';
    held = [{ key: gone, entityRef: 'component:team-a/gone' }];
    cluster.current = { ...live, state: 'stale' };
    await connect();
    await until('it was taken', () => mutations.length > 0);
    expect(removed()).toEqual([]);

    cluster.current = live;
    cluster.tell({ cluster: true });
    await until('it is gone', () => removed().length > 0);
    expect(removed()).toEqual([
      { entityRef: 'component:team-a/gone', locationKey: 'kro' },
    ]);
  });

  it('tries again when the catalog did not take it', async () => {
    failures = 1;
    await connect();
    await until('it was taken', () => mutations.length > 0);
    expect(entities()).toHaveLength(6);
  });

  it('tells the catalog nothing before it has seen the cluster, which may be down when the portal starts', async () => {
    const { items, kinds } = cluster;
    cluster.current = { ...live, state: 'starting' };
    cluster.items = [];
    cluster.kinds = [];
    await connect();
    cluster.tell({ cluster: true });
    await new Promise(resolve => setImmediate(resolve));
    expect(mutations).toEqual([]);

    Object.assign(cluster, { current: live, items, kinds });
    cluster.tell({ cluster: true });
    await until('the whole is taken', () => mutations.length > 0);
    expect(entities()).toHaveLength(6);
  });

  it.each([
    'ResourceGraphDefinition.kro.run/v1alpha1',
    'WebApplication.mini-atlas.dev/v1alpha1',
  ])('removes nothing while %s cannot be read', async type => {
    const gone = 'test:webapplication.mini-atlas.dev/team-a/gone';
    held = [{ key: gone, entityRef: 'component:team-a/gone' }];
    cluster.current = { ...live, unavailable: [{ type, reason: 'forbidden' }] };
    await connect();
    await until('it was taken', () => mutations.length > 0);
    const [shop] = cluster.items;
    cluster.items = [{ ...shop, owner: 'group:default/shop' }];
    cluster.tell({ instances: [shop.ref] });
    await until('it was taken', () => mutations.length > 1);
    expect(removed()).toEqual([]);
  });

  it('tells the catalog of a change, once, and of nothing when nothing changed', async () => {
    await connect();
    await until('it was taken', () => mutations.length > 0);
    const [shop] = cluster.items;
    cluster.tell({ instances: [shop.ref] });
    cluster.items = [
      { ...shop, owner: 'group:default/shop' },
      ...cluster.items.slice(1),
    ];
    cluster.tell({ instances: [shop.ref] });
    await until('it was taken', () => mutations.length > 1);
    expect(mutations).toHaveLength(2);
    expect(mutations[1]).toMatchObject({
      type: 'delta',
      added: [{ entity: { spec: { owner: 'group:default/shop' } } }],
      removed: [],
    });
  });

  it('is registered with the catalog', async () => {
    const addEntityProvider = jest.fn();
    const catalogPoint = {
      addEntityProvider,
      addProcessor: jest.fn(),
      addPlaceholderResolver: jest.fn(),
      setOnProcessingErrorHandler: jest.fn(),
    };
    const backend = await startTestBackend({
      extensionPoints: [[catalogProcessingExtensionPoint, catalogPoint]],
      features: [
        catalogModuleKro,
        createServiceFactory({
          service: kroClusterServiceRef,
          deps: {},
          factory: () => cluster,
        }),
      ],
    });
    expect(addEntityProvider).toHaveBeenCalledWith(
      expect.any(KroEntityProvider),
    );
    await backend.stop();
  });
});
