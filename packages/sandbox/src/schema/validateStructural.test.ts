import { OpenApiSchema } from '@mini-atlas/kro';
import { validateStructural } from '.';

const demo: OpenApiSchema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['image'],
      properties: {
        replicas: { type: 'integer', minimum: 0, maximum: 10 },
        port: { type: 'integer' },
        image: { type: 'string', minLength: 1, maxLength: 12 },
        size: { type: 'string', enum: ['small', 'large'] },
        hosts: {
          type: 'array',
          maxItems: 2,
          minItems: 1,
          'x-kubernetes-list-type': 'set',
          items: { type: 'string', pattern: '^[a-z.]+$' },
        },
        ports: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            properties: {
              name: { type: 'string' },
              target: { 'x-kubernetes-int-or-string': true },
            },
          },
        },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        address: { type: 'string', format: 'ipv4', nullable: true },
        storage: {
          type: 'object',
          properties: { disk: { type: 'string' }, memory: { type: 'string' } },
          oneOf: [{ required: ['disk'] }, { required: ['memory'] }],
        },
        child: { type: 'object', 'x-kubernetes-embedded-resource': true },
      },
    },
  },
};

function causes(spec: Record<string, unknown>) {
  return validateStructural(demo, { spec: { image: 'nginx', ...spec } });
}

describe('validateStructural', () => {
  it('accepts what the schema allows', () => {
    expect(
      causes({
        replicas: 10,
        size: 'small',
        hosts: ['a', 'b'],
        ports: [
          { name: 'a', target: 'http' },
          { name: 'b', target: 80 },
        ],
        labels: { any: 'thing' },
        address: null,
        storage: { disk: '1Gi' },
        child: { apiVersion: 'v1', kind: 'Pod' },
      }),
    ).toEqual([]);
  });

  it('words range and type as the API server does, in the order of the object', () => {
    expect(causes({ replicas: 99, port: 'x' })).toEqual([
      {
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: 99: spec.replicas in body should be less than or equal to 10',
        field: 'spec.replicas',
      },
      {
        reason: 'FieldValueTypeInvalid',
        message:
          'Invalid value: "string": spec.port in body must be of type integer: "string"',
        field: 'spec.port',
      },
    ]);
  });

  it.each([
    [
      { replicas: -1 },
      'spec.replicas',
      'FieldValueInvalid',
      'Invalid value: -1: spec.replicas in body should be greater than or equal to 0',
    ],
    [
      { replicas: null },
      'spec.replicas',
      'FieldValueTypeInvalid',
      'Invalid value: "null": spec.replicas in body must be of type integer: "null"',
    ],
    [
      { image: '' },
      'spec.image',
      'FieldValueInvalid',
      'Invalid value: "": spec.image in body should be at least 1 chars long',
    ],
    [
      { image: 'x'.repeat(13) },
      'spec.image',
      'FieldValueTooLong',
      'Too long: may not be more than 12 bytes',
    ],
    [
      { image: undefined },
      'spec.image',
      'FieldValueRequired',
      'Required value',
    ],
    [
      { size: 'huge' },
      'spec.size',
      'FieldValueNotSupported',
      'Unsupported value: "huge": supported values: "small", "large"',
    ],
    [
      { hosts: ['A'] },
      'spec.hosts[0]',
      'FieldValueInvalid',
      `Invalid value: "A": spec.hosts[0] in body should match '^[a-z.]+$'`,
    ],
    [
      { hosts: [] },
      'spec.hosts',
      'FieldValueInvalid',
      'Invalid value: 0: spec.hosts in body should have at least 1 items',
    ],
    [
      { hosts: ['a', 'b', 'c'] },
      'spec.hosts',
      'FieldValueTooMany',
      'Too many: 3: must have at most 2 items',
    ],
    [
      { hosts: ['a', 'a'] },
      'spec.hosts[1]',
      'FieldValueDuplicate',
      'Duplicate value: "a"',
    ],
    [
      { ports: [{ name: 'a' }, { name: 'a' }] },
      'spec.ports[1]',
      'FieldValueDuplicate',
      'Duplicate value: {"name":"a"}',
    ],
    [
      { ports: [{ target: true }] },
      'spec.ports[0].target',
      'FieldValueTypeInvalid',
      'Invalid value: "boolean": spec.ports[0].target in body must be of type integer,string: "boolean"',
    ],
    [
      { labels: { 'a.b': 1 } },
      'spec.labels.a.b',
      'FieldValueTypeInvalid',
      'Invalid value: "integer": spec.labels.a.b in body must be of type string: "integer"',
    ],
    [
      { address: '1.2.3' },
      'spec.address',
      'FieldValueTypeInvalid',
      'Invalid value: "1.2.3": spec.address in body must be of type ipv4: "1.2.3"',
    ],
    [
      { child: { kind: 'Pod' } },
      'spec.child.apiVersion',
      'FieldValueRequired',
      'Required value',
    ],
  ])('words %j', (spec, field, reason, message) => {
    expect(causes(spec)).toEqual([{ reason, message, field }]);
  });

  it('refuses a fraction for an integer twice, as the API server does', () => {
    expect(causes({ replicas: 1.5 }).map(cause => cause.message)).toEqual([
      'Invalid value: "number": spec.replicas in body must be of type integer: "number"',
      'Invalid value: "": Checked value must be of type integer (default format) in spec.replicas',
    ]);
  });

  it('reports alternatives without a field, with the errors of the best', () => {
    expect(causes({ storage: {} })).toEqual([
      {
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: "": "spec.storage" must validate one and only one schema (oneOf). Found none valid',
        field: '<nil>',
      },
      {
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: 'spec.storage.disk',
      },
    ]);
    expect(causes({ storage: { disk: 'a', memory: 'b' } })[0].message).toBe(
      'Invalid value: "": "spec.storage" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    );
  });

  it('names the fields below the given path', () => {
    expect(
      validateStructural(
        { type: 'object', required: ['a'] },
        {},
        { path: 'x' },
      ),
    ).toEqual([
      { reason: 'FieldValueRequired', message: 'Required value', field: 'x.a' },
    ]);
  });

  it('does not take inherited names for properties', () => {
    expect(
      validateStructural(
        { type: 'object', properties: {} },
        JSON.parse('{"constructor": 1, "__proto__": 2}'),
      ),
    ).toEqual([]);
  });
});
