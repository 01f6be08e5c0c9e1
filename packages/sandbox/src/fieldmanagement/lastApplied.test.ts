import { KubernetesObject } from '@mini-atlas/kro';
import { schemaFor } from '../openapi';
import { serverSideApply, trackUpdate } from '.';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const schema = schemaFor({ apiVersion: 'v1', kind: 'ConfigMap' });

const configMap = (data: Record<string, string>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'default' },
  data,
});

/** What `kubectl apply` leaves behind, and what somebody changed afterwards. */
function clientSide(
  data: Record<string, string>,
  changed: Record<string, string> = {},
): KubernetesObject {
  const applied = configMap(data);
  const object = {
    ...applied,
    metadata: {
      ...applied.metadata,
      annotations: { [LAST_APPLIED]: JSON.stringify(applied) },
    },
    data: { ...data, ...changed },
  };
  return trackUpdate({
    schema,
    object,
    manager: 'kubectl-client-side-apply',
    now: '2026-11-22T19:06:15Z',
  });
}

function apply(live: KubernetesObject, manager: string, data: object) {
  return serverSideApply({
    schema,
    live,
    applied: configMap({ ...data }),
    manager,
    now: '2026-11-22T19:07:00Z',
  });
}

it('lets kubectl change what it applied on the client, and brings its annotation up to date', () => {
  const result = apply(clientSide({ a: '1', b: '<1>' }), 'kubectl', {
    a: '2',
    b: '<1>',
  });
  expect(result).toMatchObject({ object: { data: { a: '2', b: '<1>' } } });
  if (!('object' in result)) throw new Error('there are conflicts');
  expect(result.object.metadata.annotations?.[LAST_APPLIED]).toBe(
    '{"apiVersion":"v1","data":{"a":"2","b":"\\u003c1\\u003e"},"kind":"ConfigMap","metadata":{"name":"web","namespace":"default"}}\n',
  );
});

it('does not let it change what differs from what it applied', () => {
  expect(
    apply(clientSide({ a: '1', b: '1' }, { b: '2' }), 'kubectl', {
      a: '2',
      b: '3',
    }),
  ).toMatchObject({ conflicts: [{ field: '.data.b' }] });
});

it('does not let other managers', () => {
  expect(apply(clientSide({ a: '1' }), 'other', { a: '2' })).toMatchObject({
    conflicts: [{ field: '.data.a' }],
  });
});

it('adds no annotation where there is none', () => {
  const { metadata, ...rest } = clientSide({ a: '1' });
  const result = apply(
    { ...rest, metadata: { ...metadata, annotations: {} } },
    'kubectl',
    { a: '1' },
  );
  if (!('object' in result)) throw new Error('there are conflicts');
  expect(result.object.metadata.annotations ?? {}).toEqual({});
});
