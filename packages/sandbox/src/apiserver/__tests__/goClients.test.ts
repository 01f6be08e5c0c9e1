import { ApiServer, startApiServer } from '..';
import { rawRequest } from './request';

/*
 * What typed Go clients do beyond kubectl: controllers send definitions in protobuf, and watch metadata alone.
 */

const ADMIN = { authorization: 'Bearer admin' };

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    tokens: [{ token: 'admin', user: 'admin', groups: ['system:masters'] }],
    log: () => {},
  });
});

afterAll(() => server.stop());

/** A field of a protobuf message: a number or truth as a varint, anything else with its length. */
function field(number: number, value: number | boolean | string | Buffer) {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return Buffer.from([...varint(number << 3), ...varint(Number(value))]);
  }
  const bytes = Buffer.from(value);
  const key = (number << 3) | 2;
  return Buffer.concat([
    Buffer.from([...varint(key), ...varint(bytes.length)]),
    bytes,
  ]);
}

function varint(value: number): number[] {
  return value < 0x80
    ? [value]
    : [(value & 0x7f) | 0x80, ...varint(value >> 7)];
}

const message = (...fields: Buffer[]) => Buffer.concat(fields);
const entry = (key: string, value: Buffer) =>
  message(field(1, key), field(2, value));

/** As `runtime.Unknown` with the type's names, behind Kubernetes' magic number. */
const envelope = (apiVersion: string, kind: string, object: Buffer) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, message(field(1, apiVersion), field(2, kind))),
    field(2, object),
  ]);

const ofType = (type: string) => field(5, type);

/** Field numbers of `JSONSchemaProps` and of the types around it, from apiextensions/v1/generated.proto. */
const schema = message(
  ofType('object'),
  field(
    29,
    entry(
      'spec',
      message(
        ofType('object'),
        field(
          29,
          entry('size', message(ofType('integer'), field(8, field(1, '3')))),
        ),
        field(
          29,
          entry(
            'tier',
            message(
              ofType('string'),
              field(20, field(1, '"small"')),
              field(20, field(1, '"large"')),
            ),
          ),
        ),
        field(
          29,
          entry(
            'tags',
            message(ofType('array'), field(24, field(1, ofType('string')))),
          ),
        ),
        field(
          29,
          entry(
            'labels',
            message(ofType('object'), field(30, field(2, ofType('string')))),
          ),
        ),
        field(23, 'tier'),
      ),
    ),
  ),
);

const version = (name: string, served: boolean, storage: boolean) =>
  message(
    field(1, name),
    // Go writes what is no pointer also when it is false.
    field(2, served),
    field(3, storage),
    field(4, field(1, schema)),
  );

const definition = message(
  field(1, field(1, 'things.example.com')),
  field(
    2,
    message(
      field(1, 'example.com'),
      field(
        3,
        message(field(1, 'things'), field(2, 'thing'), field(4, 'Thing')),
      ),
      field(4, 'Namespaced'),
      field(7, version('v1', true, true)),
      field(7, version('v1alpha1', false, false)),
    ),
  ),
);

it('takes a definition in protobuf', async () => {
  const answer = await rawRequest(server, {
    method: 'POST',
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    headers: {
      ...ADMIN,
      'content-type': 'application/vnd.kubernetes.protobuf',
      accept: 'application/vnd.kubernetes.protobuf,application/json',
    },
    body: envelope(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      definition,
    ),
  });
  expect(answer.status).toBe(201);
  const { spec } = JSON.parse(answer.body);
  expect(
    spec.versions.map(({ name, served, storage }: Record<string, unknown>) => [
      name,
      served,
      storage,
    ]),
  ).toEqual([
    ['v1', true, true],
    ['v1alpha1', false, false],
  ]);
  expect(spec.versions[0].schema.openAPIV3Schema.properties.spec).toEqual({
    type: 'object',
    required: ['tier'],
    properties: {
      size: { type: 'integer', default: 3 },
      tier: { type: 'string', enum: ['small', 'large'] },
      tags: { type: 'array', items: { type: 'string' } },
      labels: {
        type: 'object',
        additionalProperties: { type: 'string' },
      },
    },
  });
});

it('ends the beginning of a metadata watch with metadata', async () => {
  const { body } = await rawRequest(server, {
    method: 'GET',
    path: '/api/v1/namespaces?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1',
    headers: {
      ...ADMIN,
      accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    },
  });
  const events = body
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({
    type: 'BOOKMARK',
    object: {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    },
  });
});
