import { Output } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';

const KRO_FIELDS = ['conditions', 'state'];
const HOST_AND_PORT =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*:\d{1,5}$/i;
const CLUSTER_HOST = /\.svc(\.[-a-z0-9.]+)?$/i;

function typeOf(path: string, value: Output['value']): Output['type'] {
  if (typeof value !== 'string') return 'value';
  if (/secret(name|ref)?$/i.test(path)) return 'secret';
  if (/^https?:\/\//i.test(value)) return 'url';
  const hosts = value.split(',');
  return hosts.every(
    host => HOST_AND_PORT.test(host) || CLUSTER_HOST.test(host),
  )
    ? 'endpoint'
    : 'value';
}

function flatten(value: unknown, path: string): Output[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([field, inner]) =>
      flatten(inner, path ? `${path}.${field}` : field),
    );
  }
  if (value === '' || value === null || value === undefined) return [];
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
    ? [{ path, value, type: typeOf(path, value) }]
    : [];
}

/**
 * What an instance's status offers to others: every value that its author put there, with what it is good for.
 * A field whose name ends in `secret`, `secretName` or `secretRef` names a Secret; its value is never looked up.
 */
export function outputsOf(instance: KubernetesObject): Output[] {
  const status = Object.entries(Object(instance.status)).filter(
    ([field]) => !KRO_FIELDS.includes(field),
  );
  return status.flatMap(([field, value]) => flatten(value, field));
}
