import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { parseAllDocuments } from 'yaml';
import { documentForCrd, schemaFor, schemaIn } from '../openapi';
import { FieldSet, serverSideApply, trackUpdate } from '.';

const objects: KubernetesObject[] = parseAllDocuments(
  readFileSync(join(__dirname, 'fixtures', 'live.yaml'), 'utf8'),
).map(document => document.toJS());

function live(kind: string): KubernetesObject {
  const object = objects.find(candidate => candidate.kind === kind);
  if (!object) {
    throw new Error(`fixtures/live.yaml holds no ${kind}`);
  }
  return object;
}

function schemaOf(object: KubernetesObject): OpenApiSchema | undefined {
  return object.kind === 'Demo'
    ? schemaIn(documentForCrd(live('CustomResourceDefinition'), 'v1alpha1'), {
        apiVersion: object.apiVersion,
        kind: object.kind,
      })
    : schemaFor(object);
}

interface Entry {
  manager: string;
  operation: string;
  subresource?: string;
  fieldsV1: Record<string, unknown>;
}

function entries(object: KubernetesObject): Entry[] {
  return (object.metadata.managedFields ?? []) as unknown as Entry[];
}

function entryOf(object: KubernetesObject, manager: string, subresource = '') {
  return entries(object).find(
    entry =>
      entry.manager === manager && (entry.subresource ?? '') === subresource,
  );
}

/** The object without status and without what the server adds to its metadata. */
function created(object: KubernetesObject): KubernetesObject {
  const { status, ...rest } = structuredClone(object);
  const { managedFields, ...metadata } = rest.metadata;
  return {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata,
  };
}

const now = '2026-11-22T19:04:39Z';

describe('managedFields of real objects', () => {
  it.each(objects.map(object => [object.kind, object] as const))(
    'are read and written without loss: %s',
    (_kind, object) => {
      for (const { fieldsV1 } of entries(object)) {
        const written = FieldSet.fromFieldsV1(fieldsV1).toFieldsV1();
        expect(written).toEqual(fieldsV1);
      }
    },
  );

  it.each([
    ['ReplicaSet', 'kube-controller-manager'],
    ['EndpointSlice', 'kube-controller-manager'],
    ['CustomResourceDefinition', 'kro'],
  ])('come out the same for a create: %s', (kind, manager) => {
    const object = live(kind);
    const tracked = trackUpdate({
      schema: schemaOf(object),
      object: created(object),
      manager,
      now,
    });
    expect(entries(tracked)[0].fieldsV1).toEqual(
      entryOf(object, manager)?.fieldsV1,
    );
  });

  it.each([
    ['ReplicaSet', 'kube-controller-manager', 'kube-controller-manager'],
    ['CustomResourceDefinition', 'kro', 'kube-apiserver'],
    ['Demo', 'kustomize-controller', 'kro'],
  ])('come out the same for a status update: %s', (kind, creator, manager) => {
    const object = live(kind);
    const schema = schemaOf(object);
    const first = trackUpdate({
      schema,
      object: created(object),
      manager: creator,
      now,
    });
    const { status } = object;
    const initial = kind === 'CustomResourceDefinition' && {
      status: {
        acceptedNames: { kind: '', plural: '' },
        conditions: [],
        storedVersions: ['v1alpha1'],
      },
    };
    const second = trackUpdate({
      schema,
      live: { ...first, ...initial },
      object: { ...first, status },
      manager,
      subresource: 'status',
      now,
    });
    expect(entryOf(second, manager, 'status')?.fieldsV1).toEqual(
      entryOf(object, manager, 'status')?.fieldsV1,
    );
  });

  it('come out the same for what KRO applies: Service', () => {
    const object = live('Service');
    const { apiVersion, kind, metadata } = object;
    const result = serverSideApply({
      schema: schemaOf(object),
      applied: {
        apiVersion,
        kind,
        metadata: {
          name: metadata.name,
          namespace: metadata.namespace,
          labels: metadata.labels,
          annotations: metadata.annotations,
        },
        spec: {
          selector: { app: 'hello' },
          ports: [{ name: 'http', port: 80, targetPort: 'http' }],
        },
      },
      manager: 'kro.run/applyset',
      now: '2026-11-22T19:04:40.999Z',
    });
    expect('object' in result && entries(result.object)).toEqual(
      metadata.managedFields,
    );
  });

  it('come out the same for what Flux applies: Namespace', () => {
    const object = live('Namespace');
    const { apiVersion, kind, metadata } = object;
    const { 'kubernetes.io/metadata.name': added, ...labels } =
      metadata.labels ?? {};
    const result = serverSideApply({
      schema: schemaOf(object),
      applied: {
        apiVersion,
        kind,
        metadata: { name: metadata.name, labels },
        spec: {},
      },
      manager: 'kustomize-controller',
      now,
    });
    expect('object' in result && entries(result.object)).toEqual(
      metadata.managedFields,
    );
  });

  it('come out the same for appliers that share an object: Demo', () => {
    const object = live('Demo');
    const schema = schemaOf(object);
    const { apiVersion, kind, metadata } = object;
    const { labels = {}, annotations = {} } = metadata;
    const pick = (from: Record<string, string>, prefix: string) =>
      Object.fromEntries(
        Object.entries(from).filter(([key]) => key.startsWith(prefix)),
      );
    const { 'applyset.kubernetes.io/contains-group-kinds': kinds, ...few } =
      pick(annotations, 'applyset');
    const applies: [string, string, KubernetesObject['metadata'], object?][] = [
      [
        'kustomize-controller',
        '2026-11-22T19:04:56Z',
        { labels: pick(labels, 'kustomize') },
        { replicas: 3 },
      ],
      [
        'kro.run/labeller',
        '2026-11-22T19:04:39Z',
        {
          labels: { ...pick(labels, 'kro.run'), ...pick(labels, 'applyset') },
          annotations: few,
          finalizers: metadata.finalizers,
        },
      ],
      [
        'kro.run/applyset-parent',
        '2026-11-22T19:04:40Z',
        { labels: pick(labels, 'applyset'), annotations },
      ],
    ];
    const result = applies.reduce<KubernetesObject | undefined>(
      (before, [manager, time, own, spec]) => {
        const next = serverSideApply({
          schema,
          live: before,
          applied: {
            apiVersion,
            kind,
            metadata: { name: 'hello', namespace: 'team-a', ...own },
            ...(spec && { spec }),
          },
          manager,
          now: time,
        });
        return 'object' in next ? next.object : undefined;
      },
      undefined,
    );
    expect(result && entries(result)).toEqual(
      entries(object).filter(entry => entry.operation === 'Apply'),
    );
    expect(result?.metadata.labels).toEqual(labels);
    expect(result?.metadata.annotations).toEqual(annotations);
  });
});
