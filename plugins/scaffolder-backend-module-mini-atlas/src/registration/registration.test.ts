import { ActionRun } from '../__testUtils__/actionRun';
import { abstraction } from '../__testUtils__/fakeCluster';
import { abstractionsAtStart } from './abstractionsAtStart';
import { createActions } from './createActions';
import { watchForNewAbstractions } from './watchForNewAbstractions';

describe('registering actions', () => {
  let run: ActionRun;
  beforeEach(() => {
    run = new ActionRun('/nowhere');
  });

  const atStart = () =>
    abstractionsAtStart(run.cluster, {
      logger: run.logger(),
      milliseconds: 20,
    });
  const ids = async () =>
    createActions(await atStart(), run.services, run.logger()).map(
      ({ id }) => id,
    );

  it('has one write action for each abstraction that may be ordered', async () => {
    run.cluster.offered.push({
      ...abstraction('topic'),
      selfService: false,
    });
    await expect(ids()).resolves.toEqual([
      'mini-atlas:change:propose',
      'mini-atlas:change:await',
      'mini-atlas:instance:edit',
      'mini-atlas:instance:remove',
      'mini-atlas:instance:write',
      'mini-atlas:workspace:write',
      'mini-atlas:webapplication:write',
    ]);
  });

  it('starts without a cluster, keeps the general actions and says what is missing', async () => {
    run.cluster.readying = async () => {
      throw new Error('connection refused');
    };
    await expect(ids()).resolves.toEqual([
      'mini-atlas:change:propose',
      'mini-atlas:change:await',
      'mini-atlas:instance:edit',
      'mini-atlas:instance:remove',
      'mini-atlas:instance:write',
    ]);
    expect(run.logged.join()).toMatch(
      /cluster 'test' did not answer.*connection refused.*started again.*mini-atlas:instance:write works/,
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

  it('says once that an abstraction came after the start', () => {
    const end = watchForNewAbstractions(run.cluster, {
      logger: run.logger(),
      registered: ['workspace', 'webapplication'],
    });
    run.cluster.offered.push(abstraction('topic'));
    run.cluster.change({ abstractions: ['topic'] });
    run.cluster.change({ abstractions: ['topic'] });
    end();
    expect(run.logged).toEqual([expect.stringContaining('topic')]);
  });
});
