import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ActionRun } from '../__testUtils__/actionRun';
import { abstraction } from '../__testUtils__/fakeCluster';
import { createActions } from './createActions';
import { followOrderables } from './followOrderables';
import { openOrderableMemory, OrderableMemory } from './orderableMemory';
import { orderablesAtStart } from './orderablesAtStart';

const GENERAL = [
  'mini-atlas:change:propose',
  'mini-atlas:change:await',
  'mini-atlas:instance:edit',
  'mini-atlas:instance:remove',
  'mini-atlas:instance:write',
];

describe('registering actions', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let run: ActionRun;
  let memory: OrderableMemory;
  beforeEach(async () => {
    run = new ActionRun('/nowhere');
    const knex = await databases.init('SQLITE_3');
    memory = await openOrderableMemory(mockServices.database({ knex }), 'test');
  });

  const atStart = () =>
    orderablesAtStart(run.cluster, {
      memory,
      logger: run.logger(),
      patience: { first: 20, remembering: 10 },
    });
  const ids = async () =>
    createActions(await atStart(), run.services, run.logger()).map(
      ({ id }) => id,
    );
  const follow = (...registered: string[]) =>
    followOrderables(run.cluster, { memory, logger: run.logger(), registered });
  const clusterIsAway = () => {
    run.cluster.readying = async () => {
      throw new Error('connection refused');
    };
  };

  it('has one write action for each abstraction that may be ordered', async () => {
    run.cluster.offered.push({
      ...abstraction('topic'),
      selfService: false,
    });
    await expect(ids()).resolves.toEqual([
      ...GENERAL,
      'mini-atlas:workspace:write',
      'mini-atlas:webapplication:write',
    ]);
  });

  it('starts without a cluster that it has never seen, keeps the general actions and says what is missing', async () => {
    clusterIsAway();
    await expect(ids()).resolves.toEqual(GENERAL);
    expect(run.logged.join()).toMatch(
      /cluster 'test' did not answer within 0.02 s.*connection refused.*started again.*mini-atlas:instance:write works/,
    );
  });

  it('starts with what the cluster offered last when it is away', async () => {
    run.cluster.offered.push(abstraction('topic'));
    await ids();
    run.cluster.offered = run.cluster.offered.slice(1);
    await ids();
    clusterIsAway();
    await expect(ids()).resolves.toEqual([
      ...GENERAL,
      'mini-atlas:topic:write',
      'mini-atlas:webapplication:write',
    ]);
    expect(run.logged.join()).toMatch(
      /did not answer within 0.01 s.*actions mini-atlas:topic:write, mini-atlas:webapplication:write are registered/,
    );
  });

  it('leaves out the second of two abstractions of one kind, and says so', async () => {
    run.cluster.offered.push({
      ...abstraction('workspace'),
      name: 'other',
      apiVersion: 'example.com/v1',
    });
    const all = await ids();
    expect(new Set(all).size).toBe(all.length);
    expect(run.logged.join()).toContain('mini-atlas:workspace:write');
  });

  it('says once that an abstraction came after the start, and remembers it for the next', async () => {
    const end = follow('workspace', 'webapplication');
    run.cluster.offered.push(abstraction('topic'));
    run.cluster.change({ abstractions: ['topic'] });
    run.cluster.change({ abstractions: ['topic'] });
    await end();
    expect(run.logged).toEqual([
      expect.stringMatching(/topic.*mini-atlas:topic:write.*restart/),
    ]);
    clusterIsAway();
    await expect(ids()).resolves.toContain('mini-atlas:topic:write');
  });

  it('forgets nothing because the cluster was lost', async () => {
    await ids();
    const end = follow('workspace', 'webapplication');
    run.cluster.offered = [];
    run.cluster.state = { ...run.cluster.state, state: 'stale' };
    run.cluster.change({ cluster: true });
    await end();
    clusterIsAway();
    await expect(ids()).resolves.toContain('mini-atlas:workspace:write');
  });
});
