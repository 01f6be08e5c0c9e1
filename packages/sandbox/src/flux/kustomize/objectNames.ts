import { KubernetesObject } from '@mini-atlas/kro';

/** Group of an `apiVersion`; `''` for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** `Kind/namespace/name`, as Flux names objects in messages. */
export function describeObject({
  kind,
  metadata,
}: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');
}
