import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { REF } from './__fixtures__/fakeCluster';
import { ORDER, PluginUnderTest } from './__testUtils__/pluginUnderTest';

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

describe('access', () => {
  let plugin: PluginUnderTest;

  beforeEach(() => {
    plugin = new PluginUnderTest();
  });
  afterEach(() => plugin.stop());

  it('answers nobody who is nobody', async () => {
    const server = await plugin.start();
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
    const server = await plugin.start({ denied: 'all' });
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
