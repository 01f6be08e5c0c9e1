import request from 'supertest';
import { REF } from '../__fixtures__/fakeCluster';
import { PluginUnderTest } from '../__testUtils__/pluginUnderTest';

describe('routes of instances', () => {
  let plugin: PluginUnderTest;

  beforeEach(() => {
    plugin = new PluginUnderTest();
  });
  afterEach(() => plugin.stop());

  it('lists, filters and searches', async () => {
    const server = await plugin.start();
    const names = async (query: string) =>
      (await request(server).get(`/api/kro/instances${query}`)).body.items.map(
        (item: { name: string }) => item.name,
      );
    expect(await names('')).toEqual(['team-a', 'shop']);
    expect(await names('?state=failed')).toEqual(['shop']);
    expect(await names('?abstraction=workspace')).toEqual(['team-a']);
    expect(await names('?q=payments%20HUSH')).toEqual(['shop']);
  });

  it.each([
    ['?state=broken', /state is \\"broken\\"/],
    ['?colour=red', /colour/],
  ])('refuses the query %s', async (query, message) => {
    const server = await plugin.start();
    const answer = await request(server).get(`/api/kro/instances${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(message);
  });

  it('refuses what is no instance ref, and says what one looks like', async () => {
    const server = await plugin.start();
    const answer = await request(server).get('/api/kro/instance?ref=../x');
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(
      'cluster:kind.group/namespace/name',
    );
  });

  it('does not know an instance that is not there', async () => {
    const server = await plugin.start();
    const answer = await request(server).get(
      '/api/kro/instance?ref=test:x.y/z',
    );
    expect(answer.status).toBe(404);
    expect(answer.body.error.message).toContain("has no instance 'test:x.y/z'");
  });

  it('hides a Secret, whoever asks', async () => {
    const server = await plugin.start();
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
    const server = await plugin.start();
    const answer = await request(server).get(`/api/kro${path}`);
    expect(answer.status).toBe(404);
    expect(answer.body.error.message).toContain(message);
  });

  it('shows the last state of a lost cluster and says so', async () => {
    plugin.cluster.state = {
      ...plugin.cluster.state,
      state: 'stale',
      message: 'refused',
    };
    const server = await plugin.start();
    const { body } = await request(server).get('/api/kro/instances');
    expect(body.cluster).toMatchObject({
      state: 'stale',
      message: 'refused',
    });
    expect(body.items).toHaveLength(2);
  });
});
