import { KubernetesObject } from '@mini-atlas/kro';

/** Remembers when an operator first saw each object, so that it can take its time over it. */
export interface FirstSeen {
  /** Milliseconds until `delay` has passed since the object was first seen; 0 when it has. */
  remaining(object: KubernetesObject, delay: number): number;
}

/** A memory without objects. */
export function createFirstSeen(): FirstSeen {
  const seen = new Map<string, number>();
  return {
    remaining({ metadata: { uid = '' } }, delay) {
      const since = seen.get(uid) ?? Date.now();
      seen.set(uid, since);
      return Math.max(0, since + delay - Date.now());
    },
  };
}
