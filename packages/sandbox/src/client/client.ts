import {
  JsonObject,
  KubernetesObject,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';

/** Names one object. `namespace` is absent for cluster-scoped ones. */
export interface ObjectId extends TypeRef {
  name: string;
  namespace?: string;
}

/** What happened to an object. `object` of DELETED is its last state. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
}

/** Who writes, and to which part of the object. */
export interface WriteOptions {
  fieldManager: string;
  /** `finalize` sets a namespace's `spec.finalizers`, and nothing else. */
  subresource?: 'status' | 'finalize';
  dryRun?: boolean;
}

/**
 * The API server as the sandbox's own controllers use it: the same stages as over HTTP
 * (default, prune, validate, admit, store, watch), without the wire. Calls are synchronous,
 * as everything is in memory. Objects handed out are frozen: `structuredClone` before changing one.
 * Every call throws `StatusError` with the Kubernetes `Status` that HTTP would have answered.
 */
export interface Client {
  /** The object, or `undefined` when it does not exist. */
  get(id: ObjectId): KubernetesObject | undefined;
  /** All objects of a type, ordered by namespace and name. `labelSelector` as in the API (`a=b,c in (d)`). */
  list(
    type: TypeRef,
    options?: { namespace?: string; labelSelector?: string },
  ): KubernetesObject[];
  create(object: KubernetesObject, options: WriteOptions): KubernetesObject;
  /** Replaces; with `metadata.resourceVersion` set, only that version (409 otherwise). */
  update(object: KubernetesObject, options: WriteOptions): KubernetesObject;
  /** JSON merge patch (RFC 7386). */
  patch(
    id: ObjectId,
    patch: JsonObject,
    options: WriteOptions,
  ): KubernetesObject;
  /** Server-side apply. */
  apply(
    object: KubernetesObject,
    options: WriteOptions & { force?: boolean },
  ): KubernetesObject;
  /** Deletes, or marks for deletion where finalizers stand. No error when it is already gone. */
  delete(
    id: ObjectId,
    options?: {
      propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
      uid?: string;
    },
  ): void;
  /**
   * Calls back with ADDED for every object there is (before returning), then with every change, in order.
   * Watching a type that is not served yet is allowed: it starts when its CRD is established.
   * Returns the function that ends it.
   */
  watch(type: TypeRef, listener: (event: WatchEvent) => void): () => void;
  /** What the server knows of a type; `undefined` when it does not serve it. */
  resolve(type: TypeRef): ResourceType | undefined;
  /** All types that are served now. */
  resourceTypes(): ResourceType[];
}
