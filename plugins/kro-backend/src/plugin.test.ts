import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import signalsPlugin from '@backstage/plugin-signals-backend';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { FakeCluster, REF } from './__fixtures__/fakeCluster';
import { startFakeForge } from './__fixtures__/fakeForge';
import { BackendChoices, startBackend } from './__testUtils__/startBackend';

const ORDER = {
  abstraction: 'webapplication',
  name: 'shop',
  namespace: 'team-a',
  spec: {},
};
const READS = [
  '/cluster',
  '/abstractions',
  '/abstractions/webapplication',
  '/instances',
  `/instance?ref=${REF}`,
  `/instance/child?ref=${REF}&key=x`,
  `/instance/events?ref=${REF}`,
  '/changes',
  '/changes/2',
  '/changes/2/checks',
  '/flux?kind=Kustomization&namespace=flux-system&name=tenants',
  `/delivered?ref=${REF}`,
  `/preview/removal?ref=${REF}`,
];

describe('kroPlugin', () => {
  let backend: TestBackend | undefined;
  let cluster: FakeCluster;
  const publish = jest.fn(async (_signal: unknown) => {});
  let actions: ReturnType<typeof actionsRegistryServiceMock>;

  beforeEach(() => {
    cluster = new FakeCluster();
    actions = actionsRegistryServiceMock();
    publish.mockClear();
  });

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
  });

  async function start(choices: BackendChoices = {}) {
    backend = await startBackend({ cluster, publish, actions, ...choices });
    return backend.server;
  }

  describe('permissions', () => {
    it('answers nobody who is nobody', async () => {
      const server = await start();
      for (const path of READS) {
        const answer = await request(server)
          .get(`/api/kro${path}`)
          .set('authorization', mockCredentials.none.header());
        expect([path, answer.status]).toEqual([path, 401]);
      }
      const preview = await request(server)
        .post('/api/kro/preview')
        .set('authorization', mockCredentials.none.header())
        .send(ORDER);
      expect(preview.status).toBe(401);
    });

    it('answers a caller who may not with 403 and no data', async () => {
      const server = await start({ denied: 'all' });
      for (const path of READS) {
        const answer = await request(server).get(`/api/kro${path}`);
        expect([path, answer.status]).toEqual([path, 403]);
        expect(answer.text).not.toContain('hush');
      }
      const preview = await request(server)
        .post('/api/kro/preview')
        .send({ nonsense: true });
      expect(preview.status).toBe(403);
      const edit = await request(server)
        .post('/api/kro/preview/edit')
        .send({ nonsense: true });
      expect(edit.status).toBe(403);
      const merge = await request(server)
        .post('/api/kro/changes/2/merge')
        .send({ nonsense: true });
      expect(merge.status).toBe(403);
    });
  });

  describe('instances', () => {
    it('lists, filters and searches', async () => {
      const server = await start();
      const names = async (query: string) =>
        (
          await request(server).get(`/api/kro/instances${query}`)
        ).body.items.map((item: { name: string }) => item.name);
      expect(await names('')).toEqual(['team-a', 'shop']);
      expect(await names('?state=failed')).toEqual(['shop']);
      expect(await names('?abstraction=workspace')).toEqual(['team-a']);
      expect(await names('?q=payments%20HUSH')).toEqual(['shop']);
    });

    it.each([
      ['?state=broken', /state is \\"broken\\"/],
      ['?colour=red', /colour/],
    ])('refuses the query %s', async (query, message) => {
      const server = await start();
      const answer = await request(server).get(`/api/kro/instances${query}`);
      expect(answer.status).toBe(400);
      expect(answer.text).toMatch(message);
    });

    it('refuses what is no instance ref, and says what one looks like', async () => {
      const server = await start();
      const answer = await request(server).get('/api/kro/instance?ref=../x');
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(
        'cluster:kind.group/namespace/name',
      );
    });

    it('does not know an instance that is not there', async () => {
      const server = await start();
      const answer = await request(server).get(
        '/api/kro/instance?ref=test:x.y/z',
      );
      expect(answer.status).toBe(404);
      expect(answer.body.error.message).toContain(
        "has no instance 'test:x.y/z'",
      );
    });

    it('hides a Secret, whoever asks', async () => {
      const server = await start();
      const answer = await request(server).get(
        `/api/kro/instance/child?ref=${REF}&key=secret/x`,
      );
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('is hidden');
    });

    it.each([
      [`/instance/child?ref=${REF}&key=x`, "has no child 'x' now"],
      ['/instance/events?ref=test:x.y/z', "has no instance 'test:x.y/z'"],
      [
        '/flux?kind=Kustomization&namespace=a&name=b',
        'cluster test has no Kustomization a/b',
      ],
      ['/abstractions/none', "has no abstraction 'none'"],
      ['/nothing', 'kro has no route GET /nothing'],
    ])('answers %s with 404 and a sentence', async (path, message) => {
      const server = await start();
      const answer = await request(server).get(`/api/kro${path}`);
      expect(answer.status).toBe(404);
      expect(answer.body.error.message).toContain(message);
    });

    it('shows the last state of a lost cluster and says so', async () => {
      cluster.state = { ...cluster.state, state: 'stale', message: 'refused' };
      const server = await start();
      const { body } = await request(server).get('/api/kro/instances');
      expect(body.cluster).toMatchObject({
        state: 'stale',
        message: 'refused',
      });
      expect(body.items).toHaveLength(2);
    });
  });

  describe('changes', () => {
    it('says which key is missing without a repository', async () => {
      const server = await start();
      const answer = await request(server).get('/api/kro/changes');
      expect(answer.status).toBe(501);
      expect(answer.body.error.message).toContain('kro.delivery');
    });

    it('says that the forge cannot be reached, never that there is nothing', async () => {
      const server = await start({ forge: 'http://127.0.0.1:1' });
      const answer = await request(server).get('/api/kro/changes');
      expect(answer.status).toBe(503);
      expect(answer.body.items).toBeUndefined();
    });

    it('lists pull requests of ours, asks the forge once, and adds file addresses', async () => {
      const forge = await startFakeForge();
      try {
        const server = await start({ forge: forge.url });
        const { body } = await request(server).get('/api/kro/changes');
        expect(body.items).toEqual([
          expect.objectContaining({
            number: 2,
            action: 'create',
            instance: REF,
            entityRef: 'component:team-a/webapplication-shop',
            orderedBy: 'user:default/ada',
          }),
        ]);
        const before = forge.requests.length;
        await request(server).get('/api/kro/changes?mine=true');
        expect(forge.requests).toHaveLength(before);

        const detail = await request(server).get('/api/kro/changes/2');
        expect(detail.body).toMatchObject({ number: 2, diff: '+ a line' });
        const foreign = await request(server).get('/api/kro/changes/1');
        expect(foreign.status).toBe(404);
        const instance = await request(server).get(
          `/api/kro/instance?ref=${REF}`,
        );
        expect(instance.body.source.fileUrl).toContain(forge.url);

        const preview = await request(server)
          .post('/api/kro/preview')
          .send(ORDER);
        expect(preview.body.checks).toContainEqual(
          expect.objectContaining({ id: 'free', outcome: 'refused' }),
        );
      } finally {
        await forge.stop();
      }
    });

    it('refuses a number that is none', async () => {
      const server = await start();
      const answer = await request(server).get('/api/kro/changes/abc');
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('number is "abc"');
    });
  });

  describe('preview', () => {
    async function preview(body: object) {
      const server = await start();
      return request(server).post('/api/kro/preview').send(body);
    }
    const outcomes = (checks: { id: string; outcome: string }[]) =>
      checks.map(({ id, outcome }) => `${id} ${outcome}`);

    it('refuses a body with a field missing or unknown', async () => {
      const missing = await preview({ ...ORDER, spec: undefined });
      expect(missing.status).toBe(400);
      expect(missing.body.error.message).toContain('spec is nothing: Required');
    });

    it('passes every check of a good order', async () => {
      cluster.live = false;
      const { body } = await preview(ORDER);
      expect(outcomes(body.checks)).toEqual([
        'name passed',
        'schema passed',
        'path passed',
        'outcome passed',
        'workspace passed',
        'free warned',
      ]);
      expect(body.path).toContain('webapplication-shop.yaml');
      expect(body.yaml).toContain('kind: WebApplication\n');
    });

    it('answers refused input as part of the preview', async () => {
      const { status, body } = await preview({ ...ORDER, name: '../x' });
      expect(status).toBe(200);
      expect(body.checks[0]).toMatchObject({
        id: 'name',
        outcome: 'refused',
        field: 'name',
      });
    });

    it('refuses a name that is taken, and each field that breaks the schema', async () => {
      cluster.problems = [{ field: 'spec.tag', message: 'validation failed' }];
      const { body } = await preview(ORDER);
      expect(body.checks).toContainEqual(
        expect.objectContaining({ field: 'spec.tag', outcome: 'refused' }),
      );
      expect(body.checks).toContainEqual(
        expect.objectContaining({ id: 'free', outcome: 'refused' }),
      );
    });

    it('refuses a namespace that is no workspace', async () => {
      const { body } = await preview({ ...ORDER, namespace: 'kube-system' });
      expect(body.checks).toContainEqual(
        expect.objectContaining({
          id: 'workspace',
          outcome: 'refused',
          message: expect.stringContaining('Choose one of team-a'),
        }),
      );
    });
  });

  describe('what is in Git', () => {
    it('says that a file is not there, with its path', async () => {
      const forge = await startFakeForge();
      try {
        const server = await start({ forge: forge.url });
        const answer = await request(server).get(
          `/api/kro/delivered?ref=${REF}`,
        );
        expect(answer.status).toBe(400);
        expect(answer.body.error.message).toContain(
          'its file delivery/tenants/team-a/webapplication-shop.yaml is not in Git',
        );
        const removal = await request(server).get(
          `/api/kro/preview/removal?ref=${REF}`,
        );
        expect(removal.body).toMatchObject({ name: 'shop', residents: [] });
        expect(removal.body.checks).toContainEqual(
          expect.objectContaining({ id: 'file', outcome: 'refused' }),
        );
        expect(removal.body.checks).toContainEqual(
          expect.objectContaining({
            id: 'open',
            outcome: 'refused',
            message: expect.stringContaining('#2'),
          }),
        );
      } finally {
        await forge.stop();
      }
    });

    it.each([
      ['delivered?ref=..', 'it must be an instance ref'],
      [
        'delivered?ref=other:topic.mini-atlas.dev/a/b',
        "of the cluster 'other', and this portal serves 'test'",
      ],
      ['preview/removal?ref=test:x.y/z', 'must be of an abstraction'],
    ])('refuses %s', async (path, message) => {
      const server = await start();
      const answer = await request(server).get(`/api/kro/${path}`);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(message);
    });
  });

  describe('actions', () => {
    it('answer who may', async () => {
      await start();
      const { output } = await actions.invoke({
        id: 'test:list-instances',
        input: { state: 'failed' },
        credentials: mockCredentials.user(),
      });
      expect(output).toMatchObject({
        cluster: 'live',
        total: 1,
        items: [{ name: 'shop' }],
      });
    });

    it.each([
      ['list-instances', {}],
      ['get-instance', { ref: REF }],
      ['list-abstractions', {}],
    ])('%s asks for the permission of its caller', async (name, input) => {
      await start({ denied: 'all' });
      await expect(
        actions.invoke({
          id: `test:${name}`,
          input,
          credentials: mockCredentials.user(),
        }),
      ).rejects.toThrow('it needs the permission kro.');
    });
  });

  describe('signals', () => {
    const messages = () =>
      publish.mock.calls.map(([signal]) => Object(signal).message);

    it('carry names only', async () => {
      await start();
      cluster.tell({ instances: [REF] });
      expect(publish).toHaveBeenCalledWith({
        recipients: { type: 'broadcast' },
        channel: 'kro',
        message: {
          source: expect.any(String),
          version: 1,
          instances: [REF],
          abstractions: [],
          changes: true,
          cluster: false,
        },
      });
      expect(JSON.stringify(publish.mock.calls)).not.toContain('hush');
    });

    it('name no more instances than are worth naming', async () => {
      await start();
      cluster.tell({
        instances: Array.from({ length: 1_000 }, (_, i) => `${REF}-${i}`),
      });
      expect(messages()).toMatchObject([{ instances: 'all' }]);
    });

    it('repeat the last version while somebody looks, so that who missed it finds out', async () => {
      const server = await start();
      cluster.tell({ instances: [REF] });
      expect(messages()).toHaveLength(1);
      await request(server).get('/api/kro/instances');
      expect(messages()).toMatchObject([
        { version: 1 },
        { version: 1, instances: [], source: messages()[0].source },
      ]);
      cluster.tell({ instances: [REF] });
      expect(messages()[2]).toMatchObject({ version: 2, instances: [REF] });
    });
  });

  it('lets the first browser have its WebSocket at once', async () => {
    const server = await start({ features: [signalsPlugin] });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    // The backend asks for one first; only then the real plugin begins to listen.
    while (server.listenerCount('upgrade') === 0) await sleep(5);
    const socket = new WebSocket(`ws://localhost:${port}/api/signals`);
    await new Promise((opened, failed) => {
      socket.addEventListener('open', opened);
      socket.addEventListener('error', failed);
    });
    socket.close();
  });
});
