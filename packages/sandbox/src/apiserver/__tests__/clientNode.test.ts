import {
  CoreV1Api,
  CustomObjectsApi,
  Informer,
  KubeConfig,
  makeInformer,
  V1ConfigMap,
  Watch,
} from '@kubernetes/client-node';
import { ApiServer, startApiServer } from '../apiServer';
import { rawRequest } from './request';

const write = { fieldManager: 'test' };
const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };
const inDefault = (name: string) => ({ name, namespace: 'default' });
const path = '/api/v1/namespaces/default/configmaps';

let server: ApiServer;
let config: KubeConfig;
let core: CoreV1Api;

beforeEach(async () => {
  server = await startApiServer({
    tokens: [{ token: 'admin', user: 'admin', groups: ['system:masters'] }],
    log: () => undefined,
    historyLimit: 4,
  });
  config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      name: 'sandbox',
      server: server.url,
      caData: Buffer.from(server.caCertificate).toString('base64'),
      skipTLSVerify: false,
    },
    { name: 'admin', token: 'admin' },
  );
  core = config.makeApiClient(CoreV1Api);
});

afterEach(() => server.stop());

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('not in five seconds');
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('@kubernetes/client-node', () => {
  it('creates, reads, replaces with a version, and deletes', async () => {
    const created = await core.createNamespacedConfigMap({
      namespace: 'default',
      body: { metadata: { name: 'a' }, data: { k: '1' } },
    });
    await core.replaceNamespacedConfigMap({
      ...inDefault('a'),
      body: { ...created, data: { k: '2' } },
    });
    await expect(
      core.replaceNamespacedConfigMap({
        ...inDefault('a'),
        body: { ...created, data: { k: '3' } },
      }),
    ).rejects.toMatchObject({ code: 409 });
    const { data } = await core.readNamespacedConfigMap(inDefault('a'));
    expect(data).toEqual({ k: '2' });
    await core.deleteNamespacedConfigMap(inDefault('a'));
    await expect(
      core.readNamespacedConfigMap(inDefault('a')),
    ).rejects.toMatchObject({ code: 404 });
  });

  it('lists in pages of one revision while objects come and go', async () => {
    for (const name of ['a', 'b', 'c']) {
      server.client.create({ ...configMap, metadata: inDefault(name) }, write);
    }
    const first = await core.listNamespacedConfigMap({
      namespace: 'default',
      limit: 2,
    });
    server.client.delete({ ...configMap, ...inDefault('c') });
    const second = await core.listNamespacedConfigMap({
      namespace: 'default',
      limit: 2,
      _continue: first.metadata?._continue,
    });
    expect(first.items.map(item => item.metadata?.name)).toEqual(['a', 'b']);
    expect(first.metadata?.remainingItemCount).toBe(1);
    expect(second.items.map(item => item.metadata?.name)).toEqual(['c']);
    expect(second.metadata?.resourceVersion).toBe(
      first.metadata?.resourceVersion,
    );
  });

  it('informs of every change', async () => {
    const seen: string[] = [];
    const informer: Informer<V1ConfigMap> = makeInformer(config, path, () =>
      core.listNamespacedConfigMap({ namespace: 'default' }),
    );
    for (const verb of ['add', 'update', 'delete'] as const) {
      informer.on(verb, object => {
        seen.push(`${verb} ${object.metadata?.name}`);
      });
    }
    let connected = false;
    informer.on('connect', () => {
      connected = true;
    });
    await informer.start();
    await until(() => connected);
    server.client.create({ ...configMap, metadata: inDefault('a') }, write);
    server.client.patch(
      { ...configMap, ...inDefault('a') },
      { data: { k: '1' } },
      write,
    );
    server.client.delete({ ...configMap, ...inDefault('a') });
    await until(() => seen.includes('delete a'));
    await informer.stop();
    expect(seen).toEqual(['add a', 'update a', 'delete a']);
  });

  it('tells a watch that starts before the history: 410', async () => {
    const before = await core.listNamespacedConfigMap({ namespace: 'default' });
    for (let round = 0; round < 20; round++) {
      server.client.apply(
        { ...configMap, metadata: inDefault('a'), data: { k: `${round}` } },
        write,
      );
    }
    const errors: unknown[] = [];
    const watch = await new Watch(config).watch(
      path,
      { resourceVersion: before.metadata?.resourceVersion },
      (_phase, object) => errors.push(object),
      () => undefined,
    );
    await until(() => errors.length > 0);
    watch.abort();
    expect(errors).toEqual([
      expect.objectContaining({ code: 410, reason: 'Expired' }),
    ]);
  });

  it('is cut off when the server stops', async () => {
    let ended = false;
    await new Watch(config).watch(
      path,
      {},
      () => undefined,
      () => {
        ended = true;
      },
    );
    await server.stop();
    await until(() => ended);
    expect(ended).toBe(true);
  });

  it('works with custom resources of a CRD just created', async () => {
    server.client.create(
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'things.example.org' },
        spec: {
          group: 'example.org',
          scope: 'Cluster',
          names: { plural: 'things', kind: 'Thing' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: {
                    spec: {
                      type: 'object',
                      properties: { size: { type: 'integer', default: 3 } },
                    },
                  },
                },
              },
              selectableFields: [{ jsonPath: '.spec.size' }],
            },
          ],
        },
      },
      write,
    );
    const custom = config.makeApiClient(CustomObjectsApi);
    const type = { group: 'example.org', version: 'v1', plural: 'things' };
    await custom.createClusterCustomObject({
      ...type,
      body: {
        apiVersion: 'example.org/v1',
        kind: 'Thing',
        metadata: { name: 'one' },
        spec: { unknown: true },
      },
    });
    const list = await custom.listClusterCustomObject({
      ...type,
      fieldSelector: 'spec.size=3',
    });
    expect(list.items).toEqual([
      expect.objectContaining({ spec: { size: 3 } }),
    ]);
  });
});

describe('the in-process client', () => {
  it('starts a watch of a type when its CRD is established, and ends with it', () => {
    const { client } = server;
    const seen: string[] = [];
    const stop = client.watch(
      { apiVersion: 'example.org/v1', kind: 'Late' },
      ({ type, object }) => seen.push(`${type} ${object.metadata.name}`),
    );
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'lates.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { plural: 'lates', kind: 'Late' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
      },
    };
    client.create(crd, write);
    client.create(
      {
        apiVersion: 'example.org/v1',
        kind: 'Late',
        metadata: inDefault('one'),
      },
      write,
    );
    client.delete({
      apiVersion: crd.apiVersion,
      kind: crd.kind,
      name: crd.metadata.name,
    });
    stop();
    expect(seen).toEqual(['ADDED one', 'DELETED one']);
    expect(
      client.resolve({ apiVersion: 'example.org/v1', kind: 'Late' }),
    ).toBeUndefined();
  });

  it('holds a namespace until it is finalized', async () => {
    const { client } = server;
    const id = { apiVersion: 'v1', kind: 'Namespace', name: 'team' };
    client.create({ ...id, metadata: { name: 'team' } }, write);
    client.delete(id);
    expect(client.get(id)).toMatchObject({ status: { phase: 'Terminating' } });
    expect(() =>
      client.create(
        { ...configMap, metadata: { name: 'a', namespace: 'team' } },
        write,
      ),
    ).toThrow(/because it is being terminated/);
    const answer = await rawRequest(server, {
      method: 'PUT',
      path: '/api/v1/namespaces/team/finalize',
      headers: {
        authorization: 'Bearer admin',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ metadata: { name: 'team' }, spec: {} }),
    });
    expect(answer.status).toBe(200);
    expect(client.get(id)).toBeUndefined();
  });
});
