import { OpenApiSchema } from '@mini-atlas/kro';
import { schemaFor } from '../openapi';
import { applyDefaults, prune, pruneAndReport } from '.';

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
    expect(pruneAndReport(demo, messy).unknown).toEqual([
      'extra',
      'metadata.nope',
      'spec.child.spec.c',
      'spec.child.status',
      'spec.env.A.other',
      'spec.free.strict.b',
      'spec.items[1].foo',
      'spec.nope',
    ]);
  });

  it('is stable after defaulting', () => {
    const stored = prune(demo, applyDefaults(demo, messy));
    expect(prune(demo, applyDefaults(demo, stored))).toEqual(stored);
    expect(pruneAndReport(demo, stored).unknown).toEqual([]);
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
    expect(pruneAndReport(schema ?? {}, object).unknown).toEqual(['dta']);
  });
});
