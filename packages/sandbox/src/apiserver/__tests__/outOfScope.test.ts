import { ApiServer, startApiServer } from '..';
import { rawRequest } from './request';

const NAMESPACED = '/api/v1/namespaces/default';
const POD = `${NAMESPACED}/pods/web`;
const JSON_TYPE = 'application/json';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    tokens: [{ token: 'admin', user: 'admin', groups: ['system:masters'] }],
    log: () => {},
  });
  const apply = (kind: string, name: string, spec: object) =>
    server.client.apply(
      {
        apiVersion: 'v1',
        kind,
        metadata: { name, namespace: 'default' },
        ...spec,
      },
      { fieldManager: 'test' },
    );
  apply('ServiceAccount', 'default', {});
  apply('Pod', 'web', {
    spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
  });
  apply('Service', 'web', { spec: { ports: [{ port: 80 }] } });
});

afterAll(() => server.stop());

async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
) {
  const answer = await rawRequest(server, {
    method,
    path,
    headers: { authorization: 'Bearer admin', ...headers },
    body,
  });
  return { status: answer.status, text: answer.body };
}

describe('what is out of scope', () => {
  it.each([
    ['GET', `${POD}/log`],
    ['POST', `${POD}/exec?command=sh`],
    ['GET', `${POD}/attach`],
    ['POST', `${POD}/portforward`],
    ['GET', `${POD}/proxy/`],
    ['GET', `${NAMESPACED}/services/web/proxy/`],
    ['GET', '/api/v1/nodes/node/proxy/'],
    ['POST', `${POD}/eviction`],
    ['POST', `${POD}/binding`],
    ['PATCH', `${POD}/ephemeralcontainers`],
    ['PATCH', `${POD}/resize`],
  ])('is a Status that says so: %s %s', async (method, path) => {
    const { status, text } = await ask(
      method,
      path,
      { 'content-type': JSON_TYPE },
      method === 'GET' ? undefined : '{}',
    );
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({
      kind: 'Status',
      code: 404,
      reason: 'NotFound',
    });
  });

  it.each([
    '/apis/certificates.k8s.io/v1/certificatesigningrequests',
    '/apis/node.k8s.io/v1/runtimeclasses',
    '/apis/resource.k8s.io/v1/resourceclaims',
    '/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas',
    '/apis/apiregistration.k8s.io/v1/apiservices',
    '/openid/v1/jwks',
    '/debug/pprof/',
    '/logs/',
  ])('is a page that there is not: GET %s', async path => {
    expect(await ask('GET', path)).toEqual({
      status: 404,
      text: '404 page not found\n',
    });
  });

  it.each(['application/vnd.kubernetes.protobuf', 'application/cbor'])(
    'is not acceptable alone: %s',
    async accept => {
      const { status, text } = await ask('GET', '/api/v1/namespaces', {
        accept,
      });
      expect(status).toBe(406);
      expect(JSON.parse(text)).toMatchObject({ reason: 'NotAcceptable' });
    },
  );

  it('is not read: CBOR', async () => {
    const { status, text } = await ask(
      'POST',
      `${NAMESPACED}/configmaps`,
      { 'content-type': 'application/cbor' },
      'x',
    );
    expect(status).toBe(415);
    expect(JSON.parse(text)).toMatchObject({ reason: 'UnsupportedMediaType' });
  });

  it('is not taken: conversion by a webhook', async () => {
    const { status, text } = await ask(
      'POST',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      { 'content-type': JSON_TYPE },
      JSON.stringify({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'lamps.light.example' },
        spec: {
          group: 'light.example',
          scope: 'Namespaced',
          names: { plural: 'lamps', singular: 'lamp', kind: 'Lamp' },
          conversion: {
            strategy: 'Webhook',
            webhook: {
              conversionReviewVersions: ['v1'],
              clientConfig: { url: 'https://lamps.example' },
            },
          },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object' } },
            },
          ],
        },
      }),
    );
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ reason: 'Invalid' });
  });
});
