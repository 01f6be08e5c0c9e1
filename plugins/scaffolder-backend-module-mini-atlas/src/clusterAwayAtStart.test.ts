import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { kroClusterServiceRef } from '@mini-atlas/backstage-plugin-kro-node';
import request from 'supertest';
import { FakeCluster } from './__testUtils__/fakeCluster';
import { scaffolderModuleMiniAtlas } from './module';

const ACTION = 'mini-atlas:workspace:write';

const DRY_RUN = {
  template: {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'order' },
    spec: {
      type: 'service',
      steps: [
        {
          id: 'write',
          name: 'Write',
          action: ACTION,
          input: { name: 'shop', spec: { team: 'storefront' } },
        },
      ],
    },
  },
  values: {},
  directoryContents: [],
};

describe('a portal that is started while its cluster is away', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Awaited<ReturnType<TestDatabases['init']>>;
  let backend: TestBackend | undefined;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
  });
  afterEach(() => backend?.stop());

  /** A portal over the same database as the one before. */
  async function start(cluster: FakeCluster) {
    await backend?.stop();
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleMiniAtlas,
        catalogServiceMock.factory(),
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: kroClusterServiceRef,
          deps: {},
          factory: () => cluster,
        }),
      ],
    });
    return backend.server;
  }

  function awayCluster(): FakeCluster {
    const cluster = new FakeCluster();
    cluster.readying = async () => {
      throw new Error('connection refused');
    };
    cluster.state = {
      ...cluster.state,
      state: 'starting',
      message: 'connection refused',
    };
    return cluster;
  }

  it('has the actions of the last time; orders fail with the reason, and succeed as soon as the cluster answers', async () => {
    await start(new FakeCluster());
    const cluster = awayCluster();
    const server = await start(cluster);
    const order = () =>
      request(server).post('/api/scaffolder/v2/dry-run').send(DRY_RUN);

    const refused = await order();
    expect(refused.status).not.toBe(200);
    expect(JSON.stringify(refused.body)).toContain(
      "The cluster 'test' cannot be reached: connection refused. Nothing was written; try again when it answers.",
    );

    cluster.state = { ...cluster.state, state: 'live' };
    const done = await order();
    expect(done.status).toBe(200);
    expect(done.body.directoryContents).toEqual([
      expect.objectContaining({ path: 'delivery/workspaces/shop.yaml' }),
    ]);
  });

  it('has the general actions alone when it has never seen the cluster', async () => {
    const server = await start(awayCluster());
    const { body } = await request(server).get('/api/scaffolder/v2/actions');
    const ids = body.map(({ id }: { id: string }) => id);
    expect(ids).toContain('mini-atlas:instance:write');
    expect(ids).not.toContain(ACTION);
  });
});
