import { OpenApiSchema } from '@mini-atlas/kro';
import { schemaFor } from '../openapi';
import { applyStrategicMergePatch, PatchError } from '.';

function schemaOf(apiVersion: string, kind: string): OpenApiSchema {
  const schema = schemaFor({ apiVersion, kind });
  if (!schema) {
    throw new Error(`no schema of ${kind}`);
  }
  return schema;
}

const deployment = schemaOf('apps/v1', 'Deployment');

const object = {
  metadata: { name: 'a', labels: { x: '1', y: '2' }, finalizers: ['f', 'g'] },
  spec: {
    replicas: 1,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
    template: {
      spec: {
        containers: [
          {
            name: 'app',
            image: 'nginx:1',
            args: ['a', 'b'],
            env: [{ name: 'A', value: '1' }],
          },
          { name: 'side', image: 'busybox' },
        ],
      },
    },
  },
};

const patched = (patch: unknown) =>
  applyStrategicMergePatch(deployment, object, patch);
const containers = (patch: unknown) =>
  patched({ spec: { template: { spec: patch } } }).spec.template.spec
    .containers;

describe('applyStrategicMergePatch', () => {
  it('merges maps and removes by null', () => {
    const before = JSON.stringify(object);
    const { metadata, spec } = patched({
      metadata: { labels: { x: null, z: '3' } },
      spec: { replicas: 2, paused: null },
    });
    expect(metadata.labels).toEqual({ y: '2', z: '3' });
    expect(spec.replicas).toBe(2);
    expect(spec).not.toHaveProperty('paused');
    expect(JSON.stringify(object)).toBe(before);
  });

  it('merges lists by key, replaces lists without one', () => {
    expect(
      containers({
        containers: [
          {
            name: 'app',
            image: 'nginx:2',
            args: ['c'],
            env: [{ name: 'B', value: '2' }],
          },
        ],
      }),
    ).toEqual([
      {
        name: 'app',
        image: 'nginx:2',
        args: ['c'],
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
      { name: 'side', image: 'busybox' },
    ]);
  });

  it('puts new items where $setElementOrder says', () => {
    const names = containers({
      '$setElementOrder/containers': [
        { name: 'side' },
        { name: 'new' },
        { name: 'app' },
      ],
      containers: [{ name: 'new', image: 'x' }],
    }).map(container => container.name);
    expect(names).toEqual(['side', 'new', 'app']);
  });

  it('lets a new item take the place of a deleted one', () => {
    const names = containers({
      '$setElementOrder/containers': [{ name: 'new' }],
      containers: [
        { name: 'new', image: 'x' },
        { name: 'app', $patch: 'delete' },
      ],
    }).map(container => container.name);
    expect(names).toEqual(['side', 'new']);
  });

  it('deletes an item, replaces a list, empties a map by $patch', () => {
    expect(
      containers({ containers: [{ name: 'side', $patch: 'delete' }] }),
    ).toHaveLength(1);
    expect(
      containers({
        containers: [{ $patch: 'replace' }, { name: 'only', image: 'x' }],
      }),
    ).toEqual([{ name: 'only', image: 'x' }]);
    expect(
      patched({ metadata: { labels: { $patch: 'replace', q: '1' } } }).metadata
        .labels,
    ).toEqual({ q: '1' });
    expect(
      patched({ metadata: { labels: { $patch: 'delete' } } }).metadata.labels,
    ).toEqual({});
  });

  it('keeps only the keys of $retainKeys', () => {
    expect(
      patched({
        spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      }).spec.strategy,
    ).toEqual({ type: 'Recreate' });
    expect(() =>
      patched({
        spec: {
          strategy: { $retainKeys: ['rollingUpdate'], type: 'Recreate' },
        },
      }),
    ).toThrow('invalid patch format of retainKeys');
  });

  it('merges sets of primitives and deletes from them', () => {
    expect(
      patched({ metadata: { finalizers: ['h'] } }).metadata.finalizers.sort(),
    ).toEqual(['f', 'g', 'h']);
    expect(
      patched({
        metadata: {
          '$deleteFromPrimitiveList/finalizers': ['f'],
          '$setElementOrder/finalizers': ['g'],
        },
      }).metadata.finalizers,
    ).toEqual(['g']);
  });

  it('stores no directive', () => {
    const added = patched({
      spec: {
        template: {
          spec: { volumes: [{ name: 'v', $patch: 'delete' }, { name: 'w' }] },
        },
      },
    }).spec.template.spec;
    expect(added).toMatchObject({ volumes: [{ name: 'w' }] });
    expect(JSON.stringify(added)).not.toContain('$');
    const [, , container] = containers({
      containers: [
        { name: 'new', '$setElementOrder/ports': [], env: null, image: 'x' },
      ],
    }).sort((left, right) => (left.name < right.name ? 1 : -1));
    expect(JSON.stringify(container)).not.toContain('$');
  });

  it('refuses items without their key', () => {
    expect(() => containers({ containers: [{ image: 'x' }] })).toThrow(
      'map: {"image":"x"} does not contain declared merge key: name',
    );
    expect(() => patched([])).toThrow(PatchError);
  });

  it('is stable: the same patch twice changes nothing more', () => {
    const patch = {
      metadata: { labels: { x: null }, finalizers: ['h'] },
      spec: {
        template: { spec: { containers: [{ name: 'app', image: 'z' }] } },
      },
    };
    const once = applyStrategicMergePatch(deployment, object, patch);
    expect(applyStrategicMergePatch(deployment, once, patch)).toEqual(once);
  });
});
