import {
  NotFoundError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ChangeStage,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { FakeCluster, PATH } from '../__fixtures__/fakeCluster';
import { Changes } from '../changes/changes';
import { checkNameFree } from './nameChecks';

const applied = (state: ChangeStage['state']): ChangeStage => ({
  id: 'applied',
  state,
  sentence: '',
});

const change = (more: Partial<ChangeSummary>): ChangeSummary => ({
  number: 7,
  title: 'Order it',
  author: 'portal',
  url: 'http://forge/pulls/7',
  branch: 'mini-atlas/webapplication-shop-1',
  state: 'open',
  mergeable: true,
  createdAt: '2026-11-22T19:00:00Z',
  action: 'create',
  files: [{ path: PATH, status: 'added' }],
  stages: [],
  ...more,
});

describe('whether a name is free', () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.live = false;
  });

  const checks = (list: Changes['list']) =>
    checkNameFree({ cluster, changes: { list } }, PATH);

  it.each([
    ['nothing asks for it', [], 'passed'],
    ['an open change asks for it', [change({})], 'refused'],
    [
      'a merged change is not applied yet',
      [change({ state: 'merged', stages: [applied('current')] })],
      'refused',
    ],
    [
      'a merged change was applied, and what it made removed',
      [change({ state: 'merged', stages: [applied('done')] })],
      'passed',
    ],
    ['a change was closed', [change({ state: 'closed' })], 'passed'],
    [
      'an open change removes it',
      [change({ files: [{ path: PATH, status: 'removed' }] })],
      'passed',
    ],
    [
      'an open change asks for another',
      [change({ files: [{ path: 'x.yaml', status: 'added' }] })],
      'passed',
    ],
  ])('%s', async (_what, changes, outcome) => {
    await expect(checks(async () => changes)).resolves.toEqual([
      expect.objectContaining({ id: 'free', field: 'name', outcome }),
    ]);
  });

  it('says whose it is and what to do', async () => {
    const [{ message }] = await checks(async () => [
      change({ state: 'merged', stages: [applied('failed')] }),
    ]);
    expect(message).toBe(
      `name is "shop": it must be free, but ${PATH} is in Git already, since change #7 (Order it), and not applied yet. Choose another name, or wait until it is applied.`,
    );
  });

  it.each([
    new ServiceUnavailableError('Could not list pull requests: HTTP 401'),
    new NotFoundError('Could not list pull requests: HTTP 404'),
    new NotImplementedError('no delivery repository is configured'),
  ])('warns when the changes cannot be seen: %s', async error => {
    await expect(checks(() => Promise.reject(error))).resolves.toEqual([
      expect.objectContaining({
        outcome: 'warned',
        message: expect.stringContaining(error.message),
      }),
    ]);
  });

  it('does not wait for a Git host that does not answer', async () => {
    const [{ message, outcome }] = await checks(() => new Promise(() => {}));
    expect([outcome, message]).toEqual([
      'warned',
      expect.stringContaining('did not answer within 2 s'),
    ]);
  });

  it('passes on what is no failure of the Git host', async () => {
    await expect(
      checks(() => Promise.reject(new TypeError('a defect'))),
    ).rejects.toThrow('a defect');
  });
});
