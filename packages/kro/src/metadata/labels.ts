/** The KRO version whose behaviour and labels these are. */
export const KRO_VERSION = 'v0.9.4';

/** Finalizer that KRO puts on instances. */
export const KRO_FINALIZER = 'kro.run/finalizer';

/** Field manager with which KRO applies children. */
export const KRO_FIELD_MANAGER = 'kro.run/applyset';

/** Labels of KRO 0.9.4. */
export const KRO_LABELS = {
  owned: 'kro.run/owned',
  version: 'kro.run/kro-version',
  nodeId: 'kro.run/node-id',
  collectionIndex: 'kro.run/collection-index',
  collectionSize: 'kro.run/collection-size',
  instanceId: 'kro.run/instance-id',
  instanceName: 'kro.run/instance-name',
  instanceNamespace: 'kro.run/instance-namespace',
  instanceGroup: 'kro.run/instance-group',
  instanceVersion: 'kro.run/instance-version',
  instanceKind: 'kro.run/instance-kind',
  definitionId: 'kro.run/resource-graph-definition-id',
  definitionName: 'kro.run/resource-graph-definition-name',
  managedBy: 'app.kubernetes.io/managed-by',
  applySetId: 'applyset.kubernetes.io/id',
  applySetPartOf: 'applyset.kubernetes.io/part-of',
} as const;

/** Annotations of KRO 0.9.4. */
export const KRO_ANNOTATIONS = {
  reconcile: 'kro.run/reconcile',
  allowBreakingChanges: 'kro.run/allow-breaking-changes',
  applyOrder: 'internal.kro.run/apply-order',
  tooling: 'applyset.kubernetes.io/tooling',
  groupKinds: 'applyset.kubernetes.io/contains-group-kinds',
  additionalNamespaces: 'applyset.kubernetes.io/additional-namespaces',
  inventoryHash: 'internal.kro.run/applyset-inventory-hash',
} as const;
