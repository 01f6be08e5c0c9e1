import { createHash } from 'node:crypto';
import {
  KRO_ANNOTATIONS,
  KRO_LABELS,
  KRO_VERSION,
  KubernetesObject,
  TypeRef,
} from '@mini-atlas/kro';

/** Where an ApplySet's members may be: `Kind.group` (or `Kind`), and namespaces beside the parent's own. */
export interface Inventory {
  groupKinds: Set<string>;
  namespaces: Set<string>;
}

/** The group-kind of a type as an ApplySet writes it: `Deployment.apps`, `Service`. */
export function groupKind({ apiVersion, kind }: TypeRef): string {
  return apiVersion.includes('/')
    ? `${kind}.${apiVersion.split('/')[0]}`
    : kind;
}

/** The label and annotations of an ApplySet's parent, as KEP-3659 and KRO 0.9.4 write them. */
export function parentMetadata(
  id: string,
  { groupKinds, namespaces }: Inventory,
) {
  const kinds = [...groupKinds].sort().join(',');
  const spaces = [...namespaces].sort().join(',');
  return {
    labels: { [KRO_LABELS.applySetId]: id },
    annotations: {
      [KRO_ANNOTATIONS.tooling]: `kro/${KRO_VERSION}`,
      [KRO_ANNOTATIONS.groupKinds]: kinds,
      [KRO_ANNOTATIONS.additionalNamespaces]: spaces,
      [KRO_ANNOTATIONS.inventoryHash]: inventoryHash(id, kinds, spaces),
    },
  };
}

/** The inventory that stands on a parent; empty where none does. */
export function readInventory(parent: KubernetesObject): Inventory {
  const { annotations = {} } = parent.metadata;
  const list = (key: string) =>
    new Set(
      (annotations[key] ?? '')
        .split(',')
        .map(s => s.trim())
        .filter(Boolean),
    );
  return {
    groupKinds: list(KRO_ANNOTATIONS.groupKinds),
    namespaces: list(KRO_ANNOTATIONS.additionalNamespaces),
  };
}

/** Whether anything of an inventory stands on a parent. */
export function hasInventory(parent: KubernetesObject): boolean {
  const { labels = {}, annotations = {} } = parent.metadata;
  return (
    KRO_LABELS.applySetId in labels ||
    [
      KRO_ANNOTATIONS.tooling,
      KRO_ANNOTATIONS.groupKinds,
      KRO_ANNOTATIONS.additionalNamespaces,
      KRO_ANNOTATIONS.inventoryHash,
    ].some(key => key in annotations)
  );
}

/** Why a parent's inventory must not be trusted for deletion, in KRO's words; `undefined` when it may. */
export function inventoryProblem(
  parent: KubernetesObject,
  id: string,
): string | undefined {
  const { labels = {}, annotations = {} } = parent.metadata;
  if (labels[KRO_LABELS.applySetId] !== id) {
    return `invalid ${KRO_LABELS.applySetId} label: got "${
      labels[KRO_LABELS.applySetId] ?? ''
    }", want "${id}"`;
  }
  if (!annotations[KRO_ANNOTATIONS.tooling]?.startsWith('kro/')) {
    return `invalid ${KRO_ANNOTATIONS.tooling} annotation: "${
      annotations[KRO_ANNOTATIONS.tooling] ?? ''
    }" is not owned by kro`;
  }
  const absent = [
    KRO_ANNOTATIONS.groupKinds,
    KRO_ANNOTATIONS.additionalNamespaces,
  ].find(key => !(key in annotations));
  if (absent) return `missing required ${absent} annotation`;
  const hash = annotations[KRO_ANNOTATIONS.inventoryHash];
  const expected = parentMetadata(id, readInventory(parent)).annotations[
    KRO_ANNOTATIONS.inventoryHash
  ];
  return hash === undefined || hash === expected
    ? undefined
    : `invalid ${KRO_ANNOTATIONS.inventoryHash} annotation: got "${hash}", want "${expected}"`;
}

function inventoryHash(id: string, kinds: string, namespaces: string): string {
  const payload = [id, kinds, namespaces].join('\0');
  return `sha256:${createHash('sha256').update(payload).digest('base64url')}`;
}
