import { KubernetesObject } from '@mini-atlas/kro';

const bodies = new WeakMap<KubernetesObject, string>();

/**
 * The JSON of a frozen object without `apiVersion` and `kind`, computed once for each object.
 * Lists of built-in types leave the two out; everything else puts them before with `objectJson`.
 */
export function bodyJson(object: KubernetesObject): string {
  let body = bodies.get(object);
  if (body === undefined) {
    const { apiVersion, kind, ...rest } = object;
    body = JSON.stringify(rest);
    if (Object.isFrozen(object)) bodies.set(object, body);
  }
  return body;
}

/** The JSON of an object as one of the given version; the body comes from the cache. */
export function objectJson(
  object: KubernetesObject,
  apiVersion: string,
): string {
  return `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(
    apiVersion,
  )},${bodyJson(object).slice(1)}`;
}
