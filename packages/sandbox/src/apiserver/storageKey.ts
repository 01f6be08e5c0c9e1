import { ObjectMeta } from '@mini-atlas/kro';
import { ServedType } from './servedType';

/** Types that etcd has under another name than their plural. */
const RENAMED: Record<string, string> = {
  endpoints: 'services/endpoints',
  ingresses: 'ingress',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'services/specs',
};

/** Types of Kubernetes that etcd keeps by their group, as it does all custom ones. */
const BY_GROUP = ['apiextensions.k8s.io'];

/** Where a real API server keeps an object in etcd; its conflicts say so. */
export function storageKey(
  { group, plural, custom }: ServedType,
  { namespace, name }: ObjectMeta,
): string {
  const resource = custom ? plural : RENAMED[plural] ?? plural;
  return [
    '/registry',
    ...(custom || BY_GROUP.includes(group) ? [group] : []),
    resource,
    ...(namespace ? [namespace] : []),
    name,
  ].join('/');
}
