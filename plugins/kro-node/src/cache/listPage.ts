import { KubernetesObject, TypeRef } from '@mini-atlas/kro';

/** One page of a LIST. */
export interface ListPage {
  items: KubernetesObject[];
  resourceVersion?: string;
  /** Token of the next page; absent on the last. */
  next?: string;
}

/** Whether a value from the wire has what every Kubernetes object has. */
export function isKubernetesObject(value: unknown): value is KubernetesObject {
  const { metadata, kind, apiVersion } = Object(value);
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    typeof kind === 'string' &&
    typeof apiVersion === 'string'
  );
}

/**
 * Reads a page of a LIST. Items of built-in types come without apiVersion and kind: these are filled in.
 *
 * @throws TypeError when the answer is no list.
 */
export function parseListPage(type: TypeRef, answer: unknown): ListPage {
  const { items, metadata } = Object(answer);
  if (!Array.isArray(items)) {
    throw new TypeError(
      `the list of ${type.kind}.${type.apiVersion} has no items`,
    );
  }
  const { resourceVersion, continue: next } = Object(metadata);
  return {
    items: items
      .map(item => ({ apiVersion: type.apiVersion, kind: type.kind, ...item }))
      .filter(isKubernetesObject),
    ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    ...(typeof next === 'string' && next ? { next } : {}),
  };
}
