import { ApiServer, startApiServer } from '..';
import { wireFields } from '../protobuf/wire';
import { rawRequest } from './request';

const DEFINITIONS = 9;
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.example.dev' },
  spec: {
    group: 'example.dev',
    scope: 'Namespaced',
    names: { plural: 'gadgets', kind: 'Gadget' },
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

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer({
    tokens: [{ token: 'admin', user: 'admin', groups: ['system:masters'] }],
    log: () => undefined,
  });
});
afterAll(() => server.stop());

async function openApiV2(accept: string) {
  return rawRequest(server, {
    method: 'GET',
    path: '/openapi/v2',
    headers: { authorization: 'Bearer admin', accept },
  });
}

it('describes the types that are served, as JSON', async () => {
  const before = JSON.parse((await openApiV2('application/json')).body);
  expect(before).toMatchObject({ swagger: '2.0', info: { version: '1.36' } });
  expect(
    before.definitions['io.k8s.api.core.v1.ContainerPort'].properties,
  ).toMatchObject({ containerPort: { type: 'integer', format: 'int32' } });
  expect(before.definitions['io.k8s.api.core.v1.ConfigMap']).toMatchObject({
    properties: {
      metadata: {
        $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
      },
    },
    'x-kubernetes-group-version-kind': [
      { group: '', version: 'v1', kind: 'ConfigMap' },
    ],
  });
  expect(before.definitions['dev.example.v1.Gadget']).toBeUndefined();

  server.client.create(CRD, { fieldManager: 'test' });
  const after = JSON.parse((await openApiV2('application/json')).body);
  expect(after.definitions['dev.example.v1.Gadget']).toBeDefined();
});

it('describes them in protobuf, as kubectl asks for it', async () => {
  const { status, headers, bytes } = await openApiV2(
    'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  );
  expect(status).toBe(200);
  expect(headers['content-type']).toBe(
    'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
  );
  const fields = [...wireFields(bytes)];
  expect(fields[0].value.toString()).toBe('2.0');
  const definitions = fields.find(({ number }) => number === DEFINITIONS);
  if (!Buffer.isBuffer(definitions?.value)) throw new Error('no definitions');
  const names = [...wireFields(definitions.value)].map(({ value }) => {
    if (!Buffer.isBuffer(value)) throw new Error('a schema is no message');
    return [...wireFields(value)][0].value.toString();
  });
  expect(names).toContain('io.k8s.api.apps.v1.Deployment');
});
