import { parse } from 'yaml';
import { ApiServer, startApiServer } from '../apiServer';
import { RawAnswer, rawRequest } from './request';
import { readSample, readSampleFile, Sample } from './sample';

const write = { fieldManager: 'samples' };
const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };
const demo = { apiVersion: 'atlas.dev/v1alpha1', kind: 'Demo' };
const inSamples = (name: string) => ({ name, namespace: 'samples' });

let server: ApiServer;

/** Who sent a sample, by its number: the rest came from an administrator. */
const TOKENS: Record<string, string | undefined> = {
  '29': 'nobody',
  '30': undefined,
  '31': 'viewer',
  '32': 'viewer',
  '75': 'viewer',
  '76': 'viewer',
};

async function replay(
  name: string,
  { request }: Sample,
  body = request.body,
): Promise<RawAnswer> {
  const number = name.slice(0, 2);
  const token = number in TOKENS ? TOKENS[number] : 'admin';
  const { authorization: _, ...headers } = request.headers;
  return rawRequest(server, {
    method: request.method,
    path: request.path,
    headers: {
      ...headers,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body,
  });
}

/** Takes out what differs from run to run. */
function normalised(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
    .replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'TIME')
    .replace(/"resourceVersion":\s*"\d+"/g, '"resourceVersion":"N"')
    .replace(/resourceVersion: "\d+"/g, 'resourceVersion: "N"')
    .replace(/current: \d+/g, 'current: N')
    .replace(/(too old resource version: \d+) \(\d+\)/g, '$1 (N)')
    .replace(/gen-[a-z0-9]{5}/g, 'gen-XXXXX')
    .replace(/127\.0\.0\.1:\d+/g, 'ADDRESS');
}

/** What counts in an answer. */
function seen({ status, headers, body }: RawAnswer) {
  return {
    status,
    contentType: headers['content-type'],
    warning: headers.warning,
    retryAfter: headers['retry-after'],
    nosniff: headers['x-content-type-options'],
    cacheControl: headers['cache-control'],
    body: comparable(headers['content-type'], body),
  };
}

/** The same of the recorded answer. */
function recorded({ response }: Sample) {
  return {
    status: response.status,
    contentType: response.contentType,
    warning: response.headers.warning,
    retryAfter: response.headers['retry-after'],
    nosniff: response.headers['x-content-type-options'],
    cacheControl: 'no-cache, private',
    body: comparable(response.contentType, response.body),
  };
}

/** A body without what differs from run to run; of JSON each object, as a watch sends several. */
function comparable(contentType: unknown, body: string): unknown {
  if (contentType !== 'application/json') return normalised(body).trim();
  return body
    .trim()
    .split(/\n(?=\{"type")/)
    .filter(Boolean)
    .map(line => JSON.parse(normalised(line)));
}

beforeAll(async () => {
  server = await startApiServer({
    tokens: [
      { token: 'admin', user: 'admin', groups: ['system:masters'] },
      { token: 'viewer', user: 'viewer', uid: 'viewer', groups: ['viewers'] },
    ],
    log: () => undefined,
  });
  const { client } = server;
  client.create(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'samples' } },
    write,
  );
  const { metadata, ...crd } = parse(
    readSampleFile('crd-demoes.atlas.dev.yaml'),
  );
  client.create({ ...crd, metadata: { name: metadata.name } }, write);
});

afterAll(() => server.stop());

describe('refusals, word for word', () => {
  beforeAll(() => {
    server.client.create(
      { ...configMap, metadata: inSamples('a'), data: { k: '1' } },
      write,
    );
    server.client.create(
      { ...configMap, metadata: inSamples('occ'), data: { k: '1' } },
      write,
    );
    server.client.apply(
      { ...demo, metadata: inSamples('one'), spec: { replicas: 1 } },
      { fieldManager: 'alice' },
    );
    server.client.apply(
      {
        ...configMap,
        metadata: inSamples('ssa'),
        data: { k: '1', own: 'a' },
      },
      { fieldManager: 'alice' },
    );
  });

  afterAll(() => {
    for (const name of ['a', 'occ', 'ssa']) {
      server.client.delete({ ...configMap, ...inSamples(name) });
    }
    server.client.delete({ ...demo, ...inSamples('one') });
  });

  it.each([
    '07-get-404',
    '08-get-404-custom-resource',
    '09-get-404-unknown-resource-in-group',
    '10-get-404-unknown-group',
    '11-create-409-alreadyexists',
    '12-put-409-conflict',
    '13-patch-409-conflict-rv',
    '14-delete-409-precondition-uid',
    '15-create-422-builtin',
    '16-create-422-deployment',
    '17-create-422-custom-resource',
    '18-create-422-custom-resource-range',
    '19-create-400-strict-unknown-field',
    '21-create-400-bad-json',
    '22-create-400-wrong-kind',
    '23-create-400-namespace-mismatch',
    '24-create-404-namespace-missing',
    '25-post-415-unsupported-media',
    '26-get-406-not-acceptable',
    '27-patch-415',
    '28-delete-405-collection-services-proxy',
    '29-get-401-bad-token',
    '30-get-403-anonymous',
    '31-get-403-viewer',
    '32-create-403-viewer',
    '35-patch-json-422-test-failed',
    '36-patch-strategic-415-on-crd',
    '38-ssa-409-conflict',
    '40-ssa-400-no-fieldmanager',
    '41-ssa-400-managedFields-set',
    '43-ssa-custom-resource-409',
    '53-list-fieldselector-422-or-400',
    '54-list-labelselector-400',
    '59-watch-410-too-old-crd',
    '60-watch-rv-invalid',
    '61-watch-future-rv',
    '62-list-future-rv-504',
    '64-list-bad-continue',
    '70-delete-404',
    '77-list-410-expired-continue',
    '78-list-410-exact-rv-compacted',
  ])('%s', async name => {
    const sample = readSample(name);
    expect(seen(await replay(name, sample))).toEqual(recorded(sample));
  });
});

describe('answers, field for field', () => {
  beforeAll(() => {
    const { client } = server;
    client.create({ ...configMap, metadata: inSamples('old') }, write);
    client.delete({ ...configMap, ...inSamples('old') });
  });

  it.each([
    '01-create-201',
    '02-get-200',
    '05-dry-run-create',
    '06-create-generateName',
    '33-patch-merge-200',
    '34-patch-json-200',
    '37-ssa-201-create',
    '39-ssa-200-force',
    '42-ssa-custom-resource-201',
    '20-create-201-warn-unknown-field',
    '69-delete-collection',
    '71-version',
    '72-api',
    '73-apis-atlas',
    '76-selfsubjectreview',
  ])('%s', async name => {
    const sample = readSample(name);
    expect(seen(await replay(name, sample))).toEqual(recorded(sample));
  });

  it('52-get-yaml', async () => {
    const sample = readSample('52-get-yaml');
    const { headers, body } = await replay('52', sample);
    expect(headers['content-type']).toBe('application/yaml');
    expect(parse(normalised(body))).toEqual(
      parse(normalised(sample.response.body)),
    );
  });

  it('75-selfsubjectaccessreview, but for its field ownership', async () => {
    const sample = readSample('75-selfsubjectaccessreview');
    const expected = JSON.parse(sample.response.body);
    const actual = await replay('75', sample);
    expect(JSON.parse(actual.body)).toEqual({ ...expected, metadata: {} });
    expect(actual.status).toBe(201);
  });

  it('44-put-status-subresource: only the status changes', async () => {
    const sample = readSample('44-put-status-subresource');
    const sent = JSON.parse(sample.request.body);
    const live = server.client.get({ ...demo, ...inSamples('one') });
    const { uid, resourceVersion } = live?.metadata ?? {};
    const answer = await replay(
      '44',
      sample,
      JSON.stringify({
        ...sent,
        metadata: { ...live?.metadata, uid, resourceVersion },
      }),
    );
    const { spec, status, metadata } = JSON.parse(answer.body);
    const expected = JSON.parse(sample.response.body);
    expect({ code: answer.status, spec, status }).toEqual({
      code: 200,
      spec: expected.spec,
      status: expected.status,
    });
    expect(metadata.generation).toBe(expected.metadata.generation);
    expect(metadata.managedFields).toContainEqual(
      expect.objectContaining({
        manager: 'samples',
        operation: 'Update',
        subresource: 'status',
        fieldsV1: { 'f:status': { '.': {}, 'f:readyReplicas': {} } },
      }),
    );
  });

  it('04-list-limit-continue: the pages of one revision', async () => {
    const sample = readSample('04-list-limit-continue');
    const first = JSON.parse((await replay('04', sample)).body);
    const expected = JSON.parse(sample.response.body);
    expect(Object.keys(first.metadata)).toEqual(Object.keys(expected.metadata));
    const token = JSON.parse(
      Buffer.from(first.metadata.continue, 'base64url').toString(),
    );
    expect(token).toEqual({
      v: 'meta.k8s.io/v1',
      rv: Number(first.metadata.resourceVersion),
      start: `/${first.items[0].metadata.namespace}/${first.items[0].metadata.name}\u0000`,
    });
  });

  it.each([
    '45-table-builtin-list',
    '46-table-crd-list',
    '47-table-crd-get',
    '49-table-pods',
  ])('%s: columns and their descriptions', async name => {
    const sample = readSample(name);
    const answer = await replay(name, sample);
    const { columnDefinitions, kind, apiVersion } = JSON.parse(answer.body);
    const expected = JSON.parse(sample.response.body);
    expect({ kind, apiVersion, columnDefinitions }).toEqual({
      kind: expected.kind,
      apiVersion: expected.apiVersion,
      columnDefinitions: expected.columnDefinitions,
    });
  });

  it('55-watch-add-mod-del: every change, in order', async () => {
    const sample = readSample('55-watch-add-mod-del');
    const { client } = server;
    const list = await rawRequest(server, {
      method: 'GET',
      path: '/api/v1/namespaces/samples/configmaps',
      headers: { authorization: 'Bearer admin' },
    });
    const { resourceVersion } = JSON.parse(list.body).metadata;
    const id = { ...configMap, ...inSamples('b') };
    client.create(
      { ...configMap, metadata: inSamples('b'), data: { k: '1' } },
      write,
    );
    client.patch(id, { data: { k: '2' } }, write);
    client.delete(id);
    const answer = await replay('55', {
      ...sample,
      request: {
        ...sample.request,
        path: `/api/v1/namespaces/samples/configmaps?watch=1&resourceVersion=${resourceVersion}&timeoutSeconds=1`,
      },
    });
    expect(seen(answer)).toEqual(recorded(sample));
  });

  it('65-watchlist-sendInitialEvents: ends with its bookmark', async () => {
    const sample = readSample('65-watchlist-sendInitialEvents');
    const answer = await replay('65', sample);
    const last = (text: string) =>
      JSON.parse(normalised(text.trim().split('\n').at(-1) ?? ''));
    expect(last(answer.body)).toEqual(last(sample.response.body));
  });

  it('67-delete-200-status and 68-delete-200-with-finalizer', async () => {
    const deleted = readSample('67-delete-200-status');
    server.client.create({ ...configMap, metadata: inSamples('occ') }, write);
    expect(seen(await replay('67', deleted))).toEqual(recorded(deleted));

    const held = readSample('68-delete-200-with-finalizer');
    server.client.patch(
      { ...demo, ...inSamples('one') },
      { metadata: { finalizers: ['kro.run/finalizer'] } },
      write,
    );
    const { status, body } = await replay('68', held);
    const { metadata } = JSON.parse(body);
    expect(status).toBe(200);
    expect(metadata).toMatchObject({
      deletionGracePeriodSeconds: 0,
      generation: 2,
      finalizers: ['kro.run/finalizer'],
    });
  });
});
