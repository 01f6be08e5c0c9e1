import { KRO_LABELS, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { groupKind, Inventory } from './applySetInventory';

/** A child to apply, and what stands in its place. */
export interface Child {
  /** The node's id; with `-<index>` for an item of a collection. */
  id: string;
  nodeId: string;
  object: KubernetesObject;
  current?: KubernetesObject;
}

/** How applying went. */
export interface ApplyOutcome {
  /** The children as the server holds them now, by node id. */
  applied: Record<string, KubernetesObject[]>;
  /** What the server, or the rule of one ApplySet for each object, refused. */
  errors: { id: string; nodeId: string; message: string }[];
  /** Whether anything in the cluster has changed. */
  changed: boolean;
}

/** Two nodes that mean the same object, in KRO's words; `undefined` when there are none. */
export function duplicates(children: Child[]): string | undefined {
  const seen = new Map<string, string>();
  const conflicts = children.flatMap(({ id, object }) => {
    const { apiVersion, kind, metadata } = object;
    const key = [apiVersion, kind, metadata.namespace, metadata.name].join('/');
    const other = seen.get(key);
    seen.set(key, id);
    return other
      ? [`resourceID: ${id} conflicts with resourceID: ${other}`]
      : [];
  });
  return conflicts.length > 0
    ? `found resources with conflicts: ${conflicts.join(', ')}`
    : undefined;
}

/** The kinds and the additional namespaces of these children. */
export function inventoryOf(
  client: Client,
  children: Child[],
  parentNamespace: string | undefined,
): Inventory {
  const namespaces = children
    .filter(({ object }) => client.resolve(object)?.namespaced)
    .map(
      ({ object }) => object.metadata.namespace ?? parentNamespace ?? 'default',
    )
    .filter(namespace => namespace !== parentNamespace);
  return {
    groupKinds: new Set(children.map(({ object }) => groupKind(object))),
    namespaces: new Set(namespaces),
  };
}

/**
 * Applies the children by server-side apply, with force, as `kro.run/applyset`. A refusal of one does not
 * keep the others from being applied.
 */
export function applyChildren(
  client: Client,
  children: Child[],
  applySet: string,
): ApplyOutcome {
  const outcome: ApplyOutcome = { applied: {}, errors: [], changed: false };
  for (const child of children) {
    const { id, nodeId, object, current } = child;
    try {
      const foreign = foreignOwner(child, applySet);
      if (foreign) throw new Error(foreign);
      const applied = client.apply(object, {
        fieldManager: 'kro.run/applyset',
        force: true,
      });
      outcome.applied[nodeId] = [...(outcome.applied[nodeId] ?? []), applied];
      outcome.changed ||=
        applied.metadata.resourceVersion !== current?.metadata.resourceVersion;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      outcome.errors.push({ id, nodeId, message });
    }
  }
  return outcome;
}

function foreignOwner(
  { object, current }: Child,
  applySet: string,
): string | undefined {
  const owner = current?.metadata.labels?.[KRO_LABELS.applySetPartOf];
  if (!owner || owner === applySet) return undefined;
  const { name, namespace } = object.metadata;
  const [group, version] = object.apiVersion.includes('/')
    ? object.apiVersion.split('/')
    : ['', object.apiVersion];
  const where = namespace ? `${namespace}/${name}` : name;
  return (
    `resource belongs to a different ApplySet: ${where} (${group}/${version}, Kind=${object.kind}) ` +
    `belongs to ApplySet "${owner}", cannot reassign to "${applySet}"`
  );
}
