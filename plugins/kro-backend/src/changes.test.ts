import { TestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';
import { FakeCluster, PATH, REF } from './__fixtures__/fakeCluster';
import { headOf, startFakeForge } from './__fixtures__/fakeForge';
import { BackendChoices, startBackend } from './__testUtils__/startBackend';

const MANIFEST = `apiVersion: mini-atlas.dev/v1alpha1
kind: WebApplication
metadata: { name: shop, namespace: team-a }
spec: { tag: '1' }
`;

describe('a change', () => {
  let backend: TestBackend | undefined;
  let cluster: FakeCluster;
  let forge: Awaited<ReturnType<typeof startFakeForge>>;

  beforeEach(async () => {
    cluster = new FakeCluster();
    forge = await startFakeForge();
  });

  afterEach(async () => {
    await backend?.stop();
    await forge.stop();
  });

  async function start(choices: BackendChoices = {}) {
    backend = await startBackend({
      cluster,
      forge: forge.url,
      changes: { merge: 'merge-commit' },
      ...choices,
    });
    const { server } = backend;
    return {
      get: (path = '') => request(server).get(`/api/kro/changes/2${path}`),
      merge: (headCommit = headOf(2)) =>
        request(server).post('/api/kro/changes/2/merge').send({ headCommit }),
    };
  }

  describe('is merged', () => {
    it('by who may, once, with their name; and all are told', async () => {
      const publish = jest.fn(async (_signal: unknown) => {});
      const { get, merge } = await start({ publish });
      expect((await get()).body).toMatchObject({
        headCommit: headOf(2),
        merge: { allowed: true },
        links: {
          files: {
            [PATH]: `${forge.url}/atlas/platform/src/commit/${headOf(
              2,
            )}/${PATH}`,
          },
        },
      });

      const answer = await merge();
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        state: 'merged',
        merge: { allowed: false },
        links: {
          mergeCommit: `${forge.url}/atlas/platform/commit/${'c'.repeat(40)}`,
        },
      });
      expect(forge.merges).toEqual([
        {
          Do: 'merge',
          MergeMessageField:
            'Ordered-by: user:default/ada\nMerged-by: user:default/mock',
          head_commit_id: headOf(2),
        },
      ]);
      expect(JSON.stringify(publish.mock.calls)).toContain('"changes":true');
      expect((await merge()).status).toBe(200);
      expect(forge.merges).toHaveLength(1);

      const before = forge.requests.length;
      expect((await get()).body.state).toBe('merged');
      expect(forge.requests).toHaveLength(before);
    });

    it('as one commit, where that is configured', async () => {
      const { merge } = await start({ changes: { merge: 'squash' } });
      await merge();
      expect(forge.merges).toMatchObject([{ Do: 'squash' }]);
    });

    it('by nobody who may not: the page says which permission it needs', async () => {
      const { get, merge } = await start({ denied: ['kro.change.merge'] });
      expect((await get()).body.merge).toEqual({
        allowed: false,
        reason: expect.stringContaining('kro.change.merge'),
      });
      const answer = await merge();
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('kro.change.merge');
      expect(forge.merges).toEqual([]);
    });

    it('by nobody where it is not switched on', async () => {
      const { get, merge } = await start({ changes: {} });
      expect((await get()).body.merge).toEqual({
        allowed: false,
        reason: expect.stringContaining('merges nothing itself'),
      });
      expect((await merge()).status).toBe(403);
      expect(forge.merges).toEqual([]);
    });

    it('not when its head is another one than was seen', async () => {
      const { merge } = await start();
      const answer = await merge('b'.repeat(40));
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain('another commit by now');
      expect(forge.merges).toEqual([]);
      const nonsense = await merge('main');
      expect(nonsense.status).toBe(400);
      expect(nonsense.body.error.message).toContain('headCommit is "main"');
    });

    it.each([
      [405, 'User not allowed to merge PR', 'may not merge it'],
      [405, 'Does not have enough approvals', 'Does not have enough approvals'],
      [409, 'merge conflict', 'changed the same lines'],
    ])('not when the forge says no: %i %s', async (status, message, words) => {
      const { merge } = await start();
      forge.state.refusal = { status, message };
      const answer = await merge();
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain(words);
    });

    it('says that it conflicts before anybody tries, and since when that was seen', async () => {
      forge.pulls[0].mergeable = false;
      const { get } = await start();
      const { unmergeableSince } = (await get()).body;
      expect(Date.parse(unmergeableSince)).toBeLessThanOrEqual(Date.now());
      expect((await get()).body.unmergeableSince).toBe(unmergeableSince);
      expect((await get()).body.merge).toEqual({
        allowed: false,
        reason: expect.stringContaining('conflicts with the target branch'),
      });
    });
  });

  describe('is checked', () => {
    const outcomes = async (get: Awaited<ReturnType<typeof start>>['get']) =>
      (await get('/checks')).body.checks.map(
        ({ id, outcome }: { id: string; outcome: string }) =>
          `${id} ${outcome}`,
      );

    it('as the form checks an order, and by others at the forge', async () => {
      cluster.live = false;
      forge.state.files.set(`${headOf(2)} ${PATH}`, MANIFEST);
      forge.state.statuses = [
        { context: 'ci/lint', status: 'error', description: 'Line 3' },
      ];
      const { get } = await start();
      expect(await outcomes(get)).toEqual([
        'manifest passed',
        'name passed',
        'schema passed',
        'path passed',
        'outcome passed',
        'workspace passed',
        'policy passed',
        'free passed',
      ]);
      const { body } = await get('/checks');
      expect(body).toMatchObject({
        headCommit: headOf(2),
        statuses: [
          { context: 'ci/lint', state: 'failure', description: 'Line 3' },
        ],
      });
    });

    it('and refused with the rule', async () => {
      cluster.live = false;
      cluster.problems = [{ field: 'spec.tag', message: 'spec.tag is "1"' }];
      forge.state.files.set(`${headOf(2)} ${PATH}`, MANIFEST);
      const { get } = await start();
      expect((await get('/checks')).body.checks).toContainEqual({
        id: 'schema',
        title: 'Fields',
        outcome: 'refused',
        field: 'spec.tag',
        message: 'spec.tag is "1"',
      });
    });

    it('when its file holds something else', async () => {
      forge.state.files.set(
        `${headOf(2)} ${PATH}`,
        MANIFEST.replace('name: shop', 'name: other'),
      );
      const { get } = await start();
      expect(await outcomes(get)).toEqual(['manifest refused']);
    });

    it('as an edit of what Git has, and as a removal', async () => {
      forge.state.status = 'changed';
      forge.state.files.set(`main ${PATH}`, MANIFEST);
      forge.state.files.set(
        `${headOf(2)} ${PATH}`,
        MANIFEST.replace("'1'", "'2'"),
      );
      const { get } = await start();
      expect(await outcomes(get)).toEqual([
        'manifest passed',
        'schema passed',
        'outcome passed',
        'policy passed',
        'open passed',
      ]);
      await backend?.stop();

      forge.state.status = 'removed';
      const removal = await start();
      expect(await outcomes(removal.get)).toEqual([
        'file passed',
        'residents passed',
        'open passed',
      ]);
    });

    it('no more once it is merged', async () => {
      const { get, merge } = await start();
      await merge();
      expect((await get('/checks')).body).toEqual({
        headCommit: headOf(2),
        checks: [],
        childChanges: [],
        statuses: [],
      });
    });
  });

  it('does not start with a way to merge that there is not', async () => {
    await expect(
      startBackend({ forge: forge.url, changes: { merge: 'always' } }),
    ).rejects.toThrow(
      'kro.changes.merge is "always"; it must be one of disabled, merge-commit, squash',
    );
  });

  it('keeps the times of its stages when the cluster tells those of a later one', async () => {
    const at = '2026-11-22T19:00:10Z';
    const fetched = { id: 'fetched', state: 'done', sentence: '' } as const;
    cluster.stages = [{ ...fetched, at }];
    const { get } = await start();
    expect((await get()).body.stages).toEqual([{ ...fetched, at }]);
    cluster.stages = [fetched];
    expect((await get()).body.stages).toEqual([{ ...fetched, at }]);
    cluster.stages = [{ ...fetched, state: 'current' }];
    expect((await get()).body.stages).toEqual(cluster.stages);
  });

  it('knows its instance', async () => {
    const { get } = await start();
    expect((await get()).body.instance).toBe(REF);
  });
});
