import { OpenApiSchema } from '@mini-atlas/kro';
import { schemaFor } from '../openapi';
import { applyDefaults, prune, unknownFields } from '.';

const demo: OpenApiSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      default: {},
      properties: {
        image: { type: 'string', default: 'nginx:1.27' },
        note: { type: 'string', nullable: true, default: 'none' },
        plain: { type: 'string' },
        env: {
          type: 'object',
          default: {},
          additionalProperties: {
            type: 'object',
            properties: { level: { type: 'integer', default: 1 } },
          },
        },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { on: { type: 'boolean', default: true } },
          },
        },
        free: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: {
            strict: { type: 'object', properties: { a: { type: 'string' } } },
          },
        },
        child: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          properties: { spec: { type: 'object', properties: {} } },
        },
      },
    },
  },
};

const messy = {
  apiVersion: 'atlas.dev/v1alpha1',
  kind: 'Demo',
  extra: 1,
  metadata: { name: 'a', labels: { x: 'y' }, nope: true },
  spec: {
    nope: 1,
    note: null,
    plain: null,
    env: { A: { other: 1 } },
    items: [{}, { on: false, foo: 1 }],
    free: { any: { thing: 1 }, strict: { a: 'x', b: 1 } },
    child: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { c: 1 },
      status: {},
    },
  },
};

describe('applyDefaults', () => {
  it('fills in what is missing, at every depth, also below a default', () => {
    expect(applyDefaults(demo, { metadata: {} })).toEqual({
      metadata: {},
      spec: { image: 'nginx:1.27', note: 'none', env: {} },
    });
    expect(applyDefaults(demo, messy).spec).toMatchObject({
      image: 'nginx:1.27',
      env: { A: { other: 1, level: 1 } },
      items: [{ on: true }, { on: false, foo: 1 }],
    });
  });

  it('keeps a null where it is allowed, replaces or drops it where not', () => {
    const { spec } = applyDefaults(demo, {
      spec: { note: null, image: null, plain: null },
    });
    expect(spec).toEqual({ note: null, image: 'nginx:1.27', env: {} });
  });

  it('leaves its input alone and is stable', () => {
    const before = JSON.stringify(messy);
    const once = applyDefaults(demo, messy);
    expect(JSON.stringify(messy)).toBe(before);
    expect(applyDefaults(demo, once)).toEqual(once);
  });
});

describe('prune', () => {
  it('drops what the schema does not know and keeps what it preserves', () => {
    expect(prune(demo, messy)).toEqual({
      apiVersion: 'atlas.dev/v1alpha1',
      kind: 'Demo',
      metadata: { name: 'a', labels: { x: 'y' } },
      spec: {
        note: null,
        plain: null,
        env: { A: {} },
        items: [{}, { on: false }],
        free: { any: { thing: 1 }, strict: { a: 'x' } },
        child: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'p' },
          spec: {},
        },
      },
    });
  });

  it('says the same as the API server, sorted', () => {
    expect(unknownFields(demo, messy)).toEqual([
      'unknown field "extra"',
      'unknown field "metadata.nope"',
      'unknown field "spec.child.spec.c"',
      'unknown field "spec.child.status"',
      'unknown field "spec.env.A.other"',
      'unknown field "spec.free.strict.b"',
      'unknown field "spec.items[1].foo"',
      'unknown field "spec.nope"',
    ]);
  });

  it('is stable after defaulting', () => {
    const stored = prune(demo, applyDefaults(demo, messy));
    expect(prune(demo, applyDefaults(demo, stored))).toEqual(stored);
    expect(unknownFields(demo, stored)).toEqual([]);
  });

  it('works on built-in types', () => {
    const schema = schemaFor({ apiVersion: 'v1', kind: 'ConfigMap' });
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { k: 'v' },
      dta: {},
    };
    expect(unknownFields(schema ?? {}, object)).toEqual([
      'unknown field "dta"',
    ]);
  });
});
