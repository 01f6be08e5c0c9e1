/** A JSON value, as it stands in a manifest or an API server's answer. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | JsonObject;

/** A JSON object. An absent field and a field that is `undefined` mean the same. */
export interface JsonObject {
  [field: string]: JsonValue | undefined;
}

/** What every Kubernetes object carries; `ObjectMeta` of `meta.k8s.io/v1`. Times are RFC 3339 strings. */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: JsonValue[];
}

/** `OwnerReference` of `meta.k8s.io/v1`. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** `Condition` of `meta.k8s.io/v1`, with the optional fields that real objects leave out. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** Any Kubernetes object. Fields beyond the three are data: check before use. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** Names a type of objects as a manifest does, e.g. `{apiVersion: 'apps/v1', kind: 'Deployment'}`. */
export interface TypeRef {
  apiVersion: string;
  kind: string;
}
