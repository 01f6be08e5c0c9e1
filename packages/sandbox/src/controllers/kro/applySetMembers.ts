import {
  KRO_ANNOTATIONS,
  KRO_LABELS,
  KubernetesObject,
  ResourceType,
} from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { groupKind, Inventory } from './applySetInventory';

/**
 * The members of an ApplySet that are in the cluster: the objects of the inventory's kinds that carry its
 * label, in the parent's namespace (`default` for a cluster-scoped parent) and the additional ones.
 * Kinds that are not served any more have no members.
 */
export function applySetMembers(
  client: Client,
  id: string,
  { groupKinds, namespaces }: Inventory,
  parentNamespace: string | undefined,
): KubernetesObject[] {
  const labelSelector = `${KRO_LABELS.applySetPartOf}=${id}`;
  const spaces = new Set([...namespaces, parentNamespace ?? 'default']);
  return servedKinds(client, groupKinds).flatMap(type =>
    type.namespaced
      ? [...spaces].flatMap(namespace =>
          client.list(type, { namespace, labelSelector }),
        )
      : client.list(type, { labelSelector }),
  );
}

/** The members to delete next: those with the highest apply order that is left. Those without one come last. */
export function lastWave(members: KubernetesObject[]): {
  order: number;
  wave: KubernetesObject[];
} {
  const orderOf = ({ metadata }: KubernetesObject) => {
    const order = Number(metadata.annotations?.[KRO_ANNOTATIONS.applyOrder]);
    return Number.isInteger(order) && order > 0 ? order : 0;
  };
  const order = Math.max(0, ...members.map(orderOf));
  return { order, wave: members.filter(member => orderOf(member) === order) };
}

/** Deletes a member, unless another object has taken its name since. */
export function deleteMember(client: Client, member: KubernetesObject): void {
  const { apiVersion, kind, metadata } = member;
  const { name = '', namespace, uid, deletionTimestamp } = metadata;
  const id = { apiVersion, kind, namespace, name };
  if (!deletionTimestamp && client.get(id)?.metadata.uid === uid) {
    client.delete(id, { uid });
  }
}

/** One served version of each kind. */
function servedKinds(client: Client, groupKinds: Set<string>): ResourceType[] {
  const found = new Map<string, ResourceType>();
  for (const type of client.resourceTypes()) {
    const name = groupKind(type);
    if (groupKinds.has(name) && !found.has(name)) found.set(name, type);
  }
  return [...found.values()];
}
