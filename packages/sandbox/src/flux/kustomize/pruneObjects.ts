import { Client } from '../../client/client';
import { inApplyOrder } from './applyOrder';
import {
  InventoryEntry,
  inventoryEntry,
  inventoryObject,
  ObjectRef,
} from './inventory';
import { describeObject } from './objectNames';

const GROUP = 'kustomize.toolkit.fluxcd.io';

/** What pruning did. */
export interface PruneResult {
  /** `Kind/namespace/name deleted`, one line each. */
  log: string;
  /** Entries that could not be deleted, to be tried again. */
  survivors: InventoryEntry[];
  /** Why not. */
  error?: string;
}

/**
 * Deletes what left the inventory, in reverse order of applying: only what still carries this Kustomization's labels,
 * and nothing that says `kustomize.toolkit.fluxcd.io/prune: disabled`.
 */
export function pruneObjects(
  client: Client,
  entries: InventoryEntry[],
  owner: { name: string; namespace: string },
): PruneResult {
  const objects = entries.flatMap(entry => inventoryObject(entry) ?? []);
  const lines: string[] = [];
  const errors: string[] = [];
  const survivors: InventoryEntry[] = [];
  for (const object of inApplyOrder(objects).reverse()) {
    try {
      lines.push(`${describeObject(object)} ${prune(client, object, owner)}`);
    } catch (error) {
      survivors.push(inventoryEntry(object));
      errors.push(
        `${describeObject(object)} delete failed: ${
          error instanceof Error ? error.message : error
        };`,
      );
    }
  }
  return {
    log: lines.join('\n'),
    survivors,
    ...(errors.length > 0
      ? { error: `delete failed, errors: ${errors.join('')}` }
      : {}),
  };
}

function prune(
  client: Client,
  { apiVersion, kind, metadata }: ObjectRef,
  owner: { name: string; namespace: string },
): 'deleted' | 'skipped' {
  const { name = '', namespace } = metadata;
  const id = { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
  // A type that is not served any more took its objects with it.
  const existing = client.resolve(id) && client.get(id);
  if (!existing) return 'deleted';
  const { labels, annotations } = existing.metadata;
  const values = { ...labels, ...annotations };
  const ours =
    labels?.[`${GROUP}/name`] === owner.name &&
    labels?.[`${GROUP}/namespace`] === owner.namespace;
  const kept =
    values[`${GROUP}/prune`] === 'disabled' ||
    values[`${GROUP}/reconcile`] === 'disabled' ||
    values[`${GROUP}/ssa`] === 'Ignore';
  if (!ours || kept) return 'skipped';
  client.delete(id, { propagationPolicy: 'Background' });
  return 'deleted';
}
