import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { PatchError } from '../patch';
import { schemaFor } from '../openapi';
import { conflictMessage, serverSideApply, trackUpdate } from '.';

function schemaOf(apiVersion: string, kind: string): OpenApiSchema {
  const schema = schemaFor({ apiVersion, kind });
  if (!schema) {
    throw new Error(`no schema of ${kind}`);
  }
  return schema;
}

const configMapSchema = schemaOf('v1', 'ConfigMap');
const deploymentSchema = schemaOf('apps/v1', 'Deployment');
const now = '2026-11-22T19:06:15Z';
const later = '2026-11-22T19:07:00Z';

function configMap(
  data: Record<string, string>,
  metadata: KubernetesObject['metadata'] = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'ssa', namespace: 'samples', ...metadata },
    data,
  };
}

function deployment(spec: object): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd', namespace: 'samples' },
    spec: { template: { spec } },
  };
}

type Apply = Parameters<typeof serverSideApply>[0];

function apply(request: Omit<Apply, 'now'> & { now?: string }) {
  return serverSideApply({ schema: configMapSchema, now, ...request });
}

/** Applies and answers the object; throws on conflicts. */
function applied(request: Omit<Apply, 'now'> & { now?: string }) {
  const result = apply(request);
  if ('conflicts' in result) {
    throw new Error(conflictMessage(result.conflicts));
  }
  return result.object;
}

function owners(object: KubernetesObject): Record<string, unknown> {
  const entries = (object.metadata.managedFields ?? []) as unknown as {
    manager: string;
    operation: string;
    fieldsV1: unknown;
  }[];
  return Object.fromEntries(
    entries.map(entry => [
      `${entry.manager} ${entry.operation}`,
      entry.fieldsV1,
    ]),
  );
}

describe('serverSideApply', () => {
  const alice = applied({
    applied: configMap({ k: '1', own: 'a' }),
    manager: 'alice',
  });

  it('creates, and owns what it applied', () => {
    expect(alice).toEqual(
      configMap(
        { k: '1', own: 'a' },
        {
          managedFields: [
            {
              manager: 'alice',
              operation: 'Apply',
              apiVersion: 'v1',
              time: now,
              fieldsType: 'FieldsV1',
              fieldsV1: { 'f:data': { 'f:k': {}, 'f:own': {} } },
            },
          ],
        },
      ),
    );
  });

  it('reports a conflict in the words of the API server', () => {
    const result = apply({
      live: alice,
      applied: configMap({ k: '2' }),
      manager: 'bob',
    });
    expect(result).toEqual({
      conflicts: [
        {
          manager: 'alice',
          operation: 'Apply',
          apiVersion: 'v1',
          field: '.data.k',
          message: 'conflict with "alice"',
        },
      ],
    });
    expect('conflicts' in result && conflictMessage(result.conflicts)).toBe(
      'Apply failed with 1 conflict: conflict with "alice": .data.k',
    );
  });

  it('takes over by force', () => {
    const object = applied({
      live: alice,
      applied: configMap({ k: '2' }),
      manager: 'bob',
      force: true,
    });
    expect(object.data).toEqual({ k: '2', own: 'a' });
    expect(owners(object)).toEqual({
      'alice Apply': { 'f:data': { 'f:own': {} } },
      'bob Apply': { 'f:data': { 'f:k': {} } },
    });
  });

  it('shares what both set to the same value, and keeps it until both let go', () => {
    const shared = applied({
      live: alice,
      applied: configMap({ k: '1' }),
      manager: 'bob',
    });
    expect(owners(shared)).toMatchObject({
      'alice Apply': { 'f:data': { 'f:k': {} } },
      'bob Apply': { 'f:data': { 'f:k': {} } },
    });
    const one = applied({
      live: shared,
      applied: configMap({ own: 'a' }),
      manager: 'alice',
    });
    expect(one.data).toEqual({ k: '1', own: 'a' });
    const none = applied({ live: one, applied: configMap({}), manager: 'bob' });
    expect(none.data).toEqual({ own: 'a' });
  });

  it('removes what is applied no longer', () => {
    const object = applied({
      live: alice,
      applied: configMap({ k: '1' }),
      manager: 'alice',
    });
    expect(object.data).toEqual({ k: '1' });
    expect(owners(object)).toEqual({
      'alice Apply': { 'f:data': { 'f:k': {} } },
    });
  });

  it('keeps what nobody owns next to it', () => {
    const live = { ...alice, data: { k: '1', own: 'a', stray: 'x' } };
    const object = applied({
      live,
      applied: configMap({ k: '1' }),
      manager: 'alice',
    });
    expect(object.data).toEqual({ k: '1', stray: 'x' });
  });

  it('is idempotent, times included', () => {
    const again = applied({
      live: alice,
      applied: configMap({ k: '1', own: 'a' }),
      manager: 'alice',
      now: later,
    });
    expect(again).toEqual(alice);
  });

  it('changes neither of the objects it is given', () => {
    const sent = configMap({ k: '2' });
    const before = JSON.stringify([alice, sent]);
    applied({ live: alice, applied: sent, manager: 'bob', force: true });
    expect(JSON.stringify([alice, sent])).toBe(before);
  });

  it('conflicts with updates too, naming their version', () => {
    const live = trackUpdate({
      schema: configMapSchema,
      object: configMap({ k: '1', m: '1' }),
      manager: 'kubectl-edit',
      now,
    });
    const result = apply({
      live,
      applied: configMap({ k: '2', m: '2' }),
      manager: 'bob',
    });
    expect('conflicts' in result && conflictMessage(result.conflicts)).toBe(
      'Apply failed with 2 conflicts: conflicts with "kubectl-edit" using v1:\n- .data.k\n- .data.m',
    );
  });

  it('takes an object nobody is recorded for as owned by before-first-apply', () => {
    const result = apply({
      live: configMap({ k: '1', m: '1' }, { uid: 'u' }),
      applied: configMap({ k: '2' }),
      manager: 'bob',
    });
    expect('conflicts' in result && result.conflicts[0].message).toBe(
      'conflict with "before-first-apply" using v1',
    );
  });

  it('merges lists by key and keeps the items of others', () => {
    const first = applied({
      schema: deploymentSchema,
      applied: deployment({
        containers: [
          { name: 'app', image: 'nginx:1', ports: [{ containerPort: 80 }] },
        ],
      }),
      manager: 'alice',
    });
    const second = applied({
      schema: deploymentSchema,
      live: first,
      applied: deployment({ containers: [{ name: 'side', image: 'x' }] }),
      manager: 'bob',
    });
    expect(second.spec).toEqual({
      template: {
        spec: {
          containers: [
            { name: 'app', image: 'nginx:1', ports: [{ containerPort: 80 }] },
            { name: 'side', image: 'x' },
          ],
        },
      },
    });
    const third = applied({
      schema: deploymentSchema,
      live: second,
      applied: deployment({ containers: [{ name: 'app', image: 'nginx:2' }] }),
      manager: 'alice',
    });
    expect(third.spec).toEqual({
      template: {
        spec: {
          containers: [
            { name: 'app', image: 'nginx:2' },
            { name: 'side', image: 'x' },
          ],
        },
      },
    });
    const gone = applied({
      schema: deploymentSchema,
      live: third,
      applied: deployment({}),
      manager: 'alice',
    });
    expect(gone.spec).toEqual({
      template: { spec: { containers: [{ name: 'side', image: 'x' }] } },
    });
  });

  it('names the keys of items in conflicts', () => {
    const live = applied({
      schema: deploymentSchema,
      applied: deployment({ containers: [{ name: 'app', image: 'nginx:1' }] }),
      manager: 'alice',
    });
    const result = apply({
      schema: deploymentSchema,
      live,
      applied: deployment({ containers: [{ name: 'app', image: 'nginx:2' }] }),
      manager: 'bob',
    });
    expect('conflicts' in result && result.conflicts[0].field).toBe(
      '.spec.template.spec.containers[name="app"].image',
    );
  });

  it('owns sets by value and atomic maps as a whole', () => {
    const object = applied({
      schema: deploymentSchema,
      applied: {
        ...deployment({ nodeSelector: { a: 'b' } }),
        metadata: { name: 'd', finalizers: ['x/y'] },
      },
      manager: 'alice',
    });
    expect(owners(object)['alice Apply']).toEqual({
      'f:metadata': { 'f:finalizers': { 'v:"x/y"': {} } },
      'f:spec': { 'f:template': { 'f:spec': { 'f:nodeSelector': {} } } },
    });
  });

  it('does not track what it is told to reset', () => {
    const object = applied({
      schema: deploymentSchema,
      applied: { ...deployment({}), status: { replicas: 3 } },
      manager: 'alice',
      resetFields: ['status'],
    });
    expect(owners(object)['alice Apply']).toEqual({
      'f:spec': { 'f:template': { 'f:spec': {} } },
    });
  });

  it('works without a schema: objects field by field, lists as a whole', () => {
    const object = (spec: object): KubernetesObject => ({
      apiVersion: 'x.dev/v1',
      kind: 'X',
      metadata: { name: 'x' },
      spec,
    });
    const first = applied({
      schema: undefined,
      applied: object({ a: { b: 1 }, list: [1, 2] }),
      manager: 'alice',
    });
    const second = applied({
      schema: undefined,
      live: first,
      applied: object({ a: { c: 2 } }),
      manager: 'bob',
    });
    expect(second.spec).toEqual({ a: { b: 1, c: 2 }, list: [1, 2] });
    const third = applied({
      schema: undefined,
      live: second,
      applied: object({ list: [3] }),
      manager: 'alice',
    });
    expect(third.spec).toEqual({ a: { c: 2 }, list: [3] });
  });

  it.each([
    [
      deployment({ nope: 1 }),
      '.spec.template.spec.nope: field not declared in schema',
    ],
    [
      deployment({ containers: [{ name: 'a' }, { name: 'a' }] }),
      '.spec.template.spec.containers: duplicate entries for key [name="a"]',
    ],
  ])('refuses what does not fit the schema (%#)', (object, words) => {
    expect(() =>
      apply({ schema: deploymentSchema, applied: object, manager: 'alice' }),
    ).toThrow(
      `failed to create typed patch object (samples/d; apps/v1, Kind=Deployment): ${words}`,
    );
  });

  it('refuses items without a key', () => {
    const schema: OpenApiSchema = {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: { type: 'object', properties: { name: { type: 'string' } } },
        },
      },
    };
    const object = { ...configMap({}), data: undefined, items: [{}] };
    expect(() => apply({ schema, applied: object, manager: 'a' })).toThrow(
      '.items: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
    );
  });

  it('refuses managedFields in what is applied', () => {
    expect(() =>
      apply({ applied: configMap({}, { managedFields: [] }), manager: 'bob' }),
    ).toThrow(new PatchError(400, 'metadata.managedFields must be nil'));
  });
});
