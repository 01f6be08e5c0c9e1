import { KubernetesObject } from '@mini-atlas/kro';
import { asFields, asList, statusOf } from '../fields';
import { groupOf } from './objectNames';

/** One entry of `status.inventory`: `<namespace>_<name>_<group>_<kind>` and the version. */
export interface InventoryEntry {
  id: string;
  v: string;
}

/** An object by name alone. */
export type ObjectRef = Pick<
  KubernetesObject,
  'apiVersion' | 'kind' | 'metadata'
>;

/** Names an object in an inventory. Colons, as in names of roles, are doubled underscores. */
export function inventoryEntry({
  apiVersion,
  kind,
  metadata,
}: ObjectRef): InventoryEntry {
  const name = (metadata.name ?? '').replaceAll(':', '__');
  return {
    id: `${metadata.namespace ?? ''}_${name}_${groupOf(apiVersion)}_${kind}`,
    v: apiVersion.split('/').pop() ?? '',
  };
}

/** The object an entry names; `undefined` when it names none. */
export function inventoryObject({
  id,
  v,
}: InventoryEntry): ObjectRef | undefined {
  // Group and kind have no underscore, a namespace neither.
  const match = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(id);
  if (!match) return undefined;
  const [, namespace, name, group, kind] = match;
  return {
    apiVersion: group ? `${group}/${v}` : v,
    kind,
    metadata: {
      name: name.replaceAll('__', ':'),
      ...(namespace ? { namespace } : {}),
    },
  };
}

/** The inventory that a Kustomization's status holds. */
export function inventoryOf(object: KubernetesObject): InventoryEntry[] {
  return asList(asFields(statusOf(object).inventory).entries)
    .map(asFields)
    .map(entry => ({ id: String(entry.id), v: String(entry.v) }));
}

/** Entries of `before` that are not in `after`, whatever their version. */
export function leftInventory(
  before: InventoryEntry[],
  after: InventoryEntry[],
): InventoryEntry[] {
  const kept = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !kept.has(id));
}
