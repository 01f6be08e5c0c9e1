import { KubernetesObject } from '@mini-atlas/kro';

/** All objects by uid, and who depends on whom. */
export interface OwnershipGraph {
  put(object: KubernetesObject): void;
  remove(object: KubernetesObject): void;
  get(uid: string): KubernetesObject | undefined;
  /** The objects that name this uid among their owners. */
  dependentsOf(uid: string | undefined): KubernetesObject[];
}

/** An empty graph. */
export function createOwnershipGraph(): OwnershipGraph {
  const objects = new Map<string, KubernetesObject>();
  const dependents = new Map<string, Set<string>>();

  function unlink(uid: string) {
    const owners = objects.get(uid)?.metadata.ownerReferences ?? [];
    for (const owner of owners) {
      const set = dependents.get(owner.uid);
      set?.delete(uid);
      if (set?.size === 0) dependents.delete(owner.uid);
    }
  }

  return {
    put(object) {
      const { uid = '', ownerReferences = [] } = object.metadata;
      unlink(uid);
      objects.set(uid, object);
      for (const owner of ownerReferences) {
        const set = dependents.get(owner.uid) ?? new Set();
        dependents.set(owner.uid, set.add(uid));
      }
    },
    remove({ metadata: { uid = '' } }) {
      unlink(uid);
      objects.delete(uid);
    },
    get: uid => objects.get(uid),
    dependentsOf: uid =>
      [...(dependents.get(uid ?? '') ?? [])].flatMap(
        dependent => objects.get(dependent) ?? [],
      ),
  };
}
