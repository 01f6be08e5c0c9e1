import { KubernetesObject, TypeRef } from '@mini-atlas/kro';
import { ObjectIndex } from './objectIndex';

/** Something that came, changed or went. */
export interface StoreChange {
  type: TypeRef;
  object: KubernetesObject;
  /** What it was before. */
  previous?: KubernetesObject;
  deleted: boolean;
  /** It is only no longer looked at; it may well exist. */
  dropped?: boolean;
}

const INSTANCE_ID = 'kro.run/instance-id';

/** Names a type in maps. */
export function typeKey(type: TypeRef): string {
  return `${type.kind}.${type.apiVersion}`;
}

function objectKey(namespace: string | undefined, name: string | undefined) {
  return `${namespace ?? ''}/${name ?? ''}`;
}

/** Field ownership is for writers; it is half of an object's size and shown nowhere. */
function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const { managedFields: dropped, ...metadata } = object.metadata;
  return dropped === undefined ? object : { ...object, metadata };
}

function involvedUid(object: KubernetesObject): string[] {
  if (object.kind !== 'Event') return [];
  const { uid } = Object(object.involvedObject);
  return typeof uid === 'string' ? [uid] : [];
}

/**
 * All objects that the portal knows, with the indexes its pages need. Objects are never changed once
 * stored. Listeners are told of every difference, synchronously.
 */
export class ObjectStore {
  private readonly types = new Map<string, Map<string, KubernetesObject>>();
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private readonly uids = new ObjectIndex(({ metadata }) =>
    metadata.uid ? [metadata.uid] : [],
  );
  private readonly children = new ObjectIndex(({ metadata }) => {
    const instance = metadata.labels?.[INSTANCE_ID];
    return instance ? [instance] : [];
  });
  private readonly owned = new ObjectIndex(
    ({ metadata }) => metadata.ownerReferences?.map(owner => owner.uid) ?? [],
  );
  private readonly involved = new ObjectIndex(involvedUid);
  private readonly indexes = [
    this.uids,
    this.children,
    this.owned,
    this.involved,
  ];

  /** Calls back with every change. Returns the function that ends it. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** One object, or `undefined`. */
  get(
    type: TypeRef,
    name: string,
    namespace?: string,
  ): KubernetesObject | undefined {
    return this.types.get(typeKey(type))?.get(objectKey(namespace, name));
  }

  /** All objects of a type. */
  list(type: TypeRef): KubernetesObject[] {
    return [...(this.types.get(typeKey(type))?.values() ?? [])];
  }

  /** How many objects of a type there are. */
  count(type: TypeRef): number {
    return this.types.get(typeKey(type))?.size ?? 0;
  }

  /** The object with a uid. */
  byUid(uid: string): KubernetesObject | undefined {
    return this.uids.get(uid)[0];
  }

  /** What KRO made for the instance with this uid. */
  childrenOf(instanceUid: string): KubernetesObject[] {
    return this.children.get(instanceUid);
  }

  /** What names the object with this uid as an owner. */
  ownedBy(uid: string): KubernetesObject[] {
    return this.owned.get(uid);
  }

  /** The events about the object with this uid. */
  eventsAbout(uid: string): KubernetesObject[] {
    return this.involved.get(uid);
  }

  /** Takes a complete list: whatever is not in it is gone. */
  replace(type: TypeRef, objects: KubernetesObject[]): void {
    const present = new Set(
      objects.map(({ metadata }) =>
        objectKey(metadata.namespace, metadata.name),
      ),
    );
    for (const [key, object] of this.types.get(typeKey(type)) ?? []) {
      if (!present.has(key)) this.remove(type, object);
    }
    objects.forEach(object => this.set(type, object));
  }

  /** Takes one object as it is now. */
  set(type: TypeRef, received: KubernetesObject): void {
    const objects = this.objectsOf(type);
    const { namespace, name, resourceVersion } = received.metadata;
    const key = objectKey(namespace, name);
    const previous = objects.get(key);
    const same = previous?.metadata.resourceVersion === resourceVersion;
    if (resourceVersion && same) return;
    const object = withoutManagedFields(received);
    objects.set(key, object);
    this.indexes.forEach(index => index.replace(previous, object));
    this.tell({
      type,
      object,
      deleted: false,
      ...(previous ? { previous } : {}),
    });
  }

  /** Forgets a type that is no longer looked at. */
  drop(type: TypeRef): void {
    this.list(type).forEach(object => this.forget(type, object, true));
  }

  /** Forgets an object that was deleted. */
  remove(type: TypeRef, object: KubernetesObject): void {
    this.forget(type, object, false);
  }

  private forget(
    type: TypeRef,
    { metadata }: KubernetesObject,
    dropped: boolean,
  ): void {
    const objects = this.objectsOf(type);
    const key = objectKey(metadata.namespace, metadata.name);
    const previous = objects.get(key);
    if (!previous) return;
    objects.delete(key);
    this.indexes.forEach(index => index.replace(previous, undefined));
    this.tell({
      type,
      object: previous,
      previous,
      deleted: true,
      ...(dropped ? { dropped } : {}),
    });
  }

  private objectsOf(type: TypeRef): Map<string, KubernetesObject> {
    const key = typeKey(type);
    const objects = this.types.get(key) ?? new Map();
    this.types.set(key, objects);
    return objects;
  }

  private tell(change: StoreChange): void {
    this.listeners.forEach(listener => listener(change));
  }
}
