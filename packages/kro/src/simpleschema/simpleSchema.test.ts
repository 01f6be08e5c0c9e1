import { simpleSchemaToOpenApi } from './simpleSchema';

function field(text: string, types = {}) {
  return simpleSchemaToOpenApi({ f: text }, types).properties?.f;
}

describe('simpleSchemaToOpenApi', () => {
  it.each<[string, unknown]>([
    ['string', { type: 'string' }],
    ['float', { type: 'number' }],
    [
      'object',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    ],
    ['[]string', { type: 'array', items: { type: 'string' } }],
    [
      'map[string][]integer',
      {
        type: 'object',
        additionalProperties: { type: 'array', items: { type: 'integer' } },
      },
    ],
    [
      'integer | default=1 minimum=0',
      { type: 'integer', default: 1, minimum: 0 },
    ],
    ['string | default=null', { type: 'string', default: 'null' }],
    ['string | enum="a, b"', { type: 'string', enum: ['a', 'b'] }],
    ['integer | enum=1,2', { type: 'integer', enum: [1, 2] }],
    [
      'string | description="a | b = \\"c\\""',
      { type: 'string', description: 'a | b = "c"' },
    ],
    ['string | pattern="^a\\\\.b$"', { type: 'string', pattern: '^a\\.b$' }],
    [
      '[]string | uniqueItems=true',
      {
        type: 'array',
        items: { type: 'string' },
        'x-kubernetes-list-type': 'set',
      },
    ],
    [
      'string | immutable=true validation="self != \'a\'"',
      {
        type: 'string',
        'x-kubernetes-validations': [
          { rule: 'self == oldSelf', message: 'field is immutable' },
          { rule: "self != 'a'", message: 'validation failed' },
        ],
      },
    ],
    [
      'map[string]string | default={"a": "b"}',
      {
        type: 'object',
        additionalProperties: { type: 'string' },
        default: { a: 'b' },
      },
    ],
  ])('%s', (text, schema) => {
    expect(field(text)).toEqual(schema);
  });

  it.each([
    ['string | nope=1', /unknown marker: nope/],
    ['string | default=a b', /marker key 'b' without a value/],
    ['integer | default=x', /default value must be a valid integer, got: x/],
    [
      'integer | minLength=1',
      /minLength marker is only valid for string types/,
    ],
    ['map[integer]string', /map key must be string/],
    ['number', /unknown type: number/],
    [
      'boolean | enum=true',
      /enum values only supported for string and integer/,
    ],
    ['string | pattern="["', /invalid pattern regex/],
    ['[]string | listMapKey=a', /listType must be set to map/],
    ['string | default="x', /unclosed quote/],
    ['string | required=maybe', /failed to parse required marker/],
  ])('refuses %s', (text, message) => {
    expect(() => field(text)).toThrow(message);
  });

  it('gives an object a default when a child has one and none is required', () => {
    const schema = simpleSchemaToOpenApi(
      {
        open: { a: 'string | default=x' },
        shut: { a: 'string | default=x', b: 'string | required=true' },
      },
      {},
    );
    expect(schema.default).toEqual({});
    expect(schema.properties?.open.default).toEqual({});
    expect(schema.properties?.shut.default).toBeUndefined();
    expect(schema.properties?.shut.required).toEqual(['b']);
  });

  it('resolves custom types, and makes users of a required alias required', () => {
    const types = {
      Name: 'string | required=true',
      Pair: { a: 'Name', b: '[]Name' },
    };
    const schema = simpleSchemaToOpenApi({ p: 'Pair', n: 'Name' }, types);
    expect(schema.required).toEqual(['n']);
    expect(schema.properties?.p.required).toEqual(['a']);
  });

  it('refuses types that contain themselves', () => {
    expect(() =>
      simpleSchemaToOpenApi({ a: 'A' }, { A: { b: 'B' }, B: { a: '[]A' } }),
    ).toThrow(/cyclic dependency in type/);
  });
});
