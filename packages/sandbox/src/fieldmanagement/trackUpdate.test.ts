import { KubernetesObject } from '@mini-atlas/kro';
import { schemaFor } from '../openapi';
import { serverSideApply, trackUpdate } from '.';

const schema = schemaFor({ apiVersion: 'v1', kind: 'ConfigMap' });
const now = '2026-11-22T19:06:15Z';
const later = '2026-11-22T19:07:00Z';

function configMap(
  data: Record<string, string>,
  metadata: KubernetesObject['metadata'] = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'samples', ...metadata },
    data,
  };
}

describe('trackUpdate', () => {
  const created = trackUpdate({
    schema,
    object: configMap({ k: '1', m: '1' }),
    manager: 'samples',
    now,
  });

  it('gives the creator what is there, but for what nobody owns', () => {
    expect(created.metadata.managedFields).toEqual([
      {
        manager: 'samples',
        operation: 'Update',
        apiVersion: 'v1',
        time: now,
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { '.': {}, 'f:k': {}, 'f:m': {} } },
      },
    ]);
  });

  it('drops what was removed', () => {
    const object = trackUpdate({
      schema,
      live: created,
      object: { ...created, data: { m: '1' } },
      manager: 'samples',
      now: later,
    });
    expect(object.metadata.managedFields).toMatchObject([
      { time: now, fieldsV1: { 'f:data': { '.': {}, 'f:m': {} } } },
    ]);
  });

  it('moves what another manager changed', () => {
    const object = trackUpdate({
      schema,
      live: created,
      object: { ...created, data: { k: '2', m: '1', n: '1' } },
      manager: 'other',
      now: later,
    });
    expect(object.metadata.managedFields).toMatchObject([
      { manager: 'samples', fieldsV1: { 'f:data': { '.': {}, 'f:m': {} } } },
      {
        manager: 'other',
        time: later,
        fieldsV1: { 'f:data': { 'f:k': {}, 'f:n': {} } },
      },
    ]);
  });

  it('moves what an applier owned', () => {
    const result = serverSideApply({
      schema,
      applied: configMap({ k: '1' }),
      manager: 'alice',
      now,
    });
    const live = 'object' in result ? result.object : undefined;
    const object = trackUpdate({
      schema,
      live,
      object: configMap({ k: '2' }),
      manager: 'edit',
      now: later,
    });
    expect(object.metadata.managedFields).toMatchObject([
      { manager: 'edit', operation: 'Update' },
    ]);
  });

  it('keeps entries of subresources apart', () => {
    const pod = schemaFor({ apiVersion: 'v1', kind: 'Pod' });
    const live = trackUpdate({
      schema: pod,
      object: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { nodeName: 'n' },
      },
      manager: 'kubelet',
      now,
    });
    const object = trackUpdate({
      schema: pod,
      live,
      object: { ...live, status: { phase: 'Running' } },
      manager: 'kubelet',
      subresource: 'status',
      now: later,
    });
    expect(object.metadata.managedFields).toMatchObject([
      { manager: 'kubelet', fieldsV1: { 'f:spec': { 'f:nodeName': {} } } },
      { subresource: 'status', fieldsV1: { 'f:status': { 'f:phase': {} } } },
    ]);
  });

  it('forgets on request and leaves the untracked untracked', () => {
    const reset = trackUpdate({
      schema,
      live: created,
      object: configMap({ k: '2', m: '1' }, { managedFields: [] }),
      manager: 'other',
      now,
    });
    expect(reset.metadata).not.toHaveProperty('managedFields');
    const untracked = trackUpdate({
      schema,
      live: reset,
      object: configMap({ k: '3' }),
      manager: 'other',
      now,
    });
    expect(untracked.metadata).not.toHaveProperty('managedFields');
  });

  it('takes the managers of the request over those of the object, as a full update does', () => {
    const [entry] = created.metadata.managedFields ?? [];
    const own = { ...(entry as object), manager: 'restored' } as typeof entry;
    const object = trackUpdate({
      schema,
      live: created,
      object: configMap({ k: '1', m: '1' }, { managedFields: [own] }),
      manager: 'other',
      now,
    });
    expect(object.metadata.managedFields).toEqual([own]);
  });

  it('keeps at most ten updaters', () => {
    const object = Array.from({ length: 14 }, (_, index) => index).reduce(
      (live, index) =>
        trackUpdate({
          schema,
          live,
          object: {
            ...live,
            data: { ...(live.data as object), [`k${index}`]: 'x' },
          },
          manager: `m${index}`,
          now: new Date(Date.UTC(2026, 10, 22, 20, index)),
        }),
      created,
    );
    const entries = object.metadata.managedFields ?? [];
    expect(entries).toHaveLength(10);
    expect(entries[0]).toMatchObject({
      manager: 'ancient-changes',
      fieldsV1: { 'f:data': { '.': {}, 'f:k': {}, 'f:k0': {}, 'f:k4': {} } },
    });
  });
});
