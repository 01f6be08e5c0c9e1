import request from 'supertest';
import { REF } from '../__fixtures__/fakeCluster';
import { startFakeForge } from '../__fixtures__/fakeForge';
import { ORDER, PluginUnderTest } from '../__testUtils__/pluginUnderTest';

describe('routes of changes', () => {
  let plugin: PluginUnderTest;

  beforeEach(() => {
    plugin = new PluginUnderTest();
  });
  afterEach(() => plugin.stop());

  it('says which key is missing without a repository', async () => {
    const server = await plugin.start();
    const answer = await request(server).get('/api/kro/changes');
    expect(answer.status).toBe(501);
    expect(answer.body.error.message).toContain('kro.delivery');
  });

  it('says that the forge cannot be reached, never that there is nothing', async () => {
    const server = await plugin.start({ forge: 'http://127.0.0.1:1' });
    const answer = await request(server).get('/api/kro/changes');
    expect(answer.status).toBe(503);
    expect(answer.body.items).toBeUndefined();
  });

  it('lists pull requests of ours, asks the forge once, and adds file addresses', async () => {
    const forge = await startFakeForge();
    try {
      const server = await plugin.start({ forge: forge.url });
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
    const server = await plugin.start();
    const answer = await request(server).get('/api/kro/changes/abc');
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('number is "abc"');
  });

  describe('what is in Git', () => {
    it('says that a file is not there, with its path', async () => {
      const forge = await startFakeForge();
      try {
        const server = await plugin.start({ forge: forge.url });
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
      const server = await plugin.start();
      const answer = await request(server).get(`/api/kro/${path}`);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(message);
    });
  });
});
