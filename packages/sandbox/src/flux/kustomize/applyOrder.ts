import { KubernetesObject } from '@mini-atlas/kro';
import { groupOf } from './objectNames';

/** Kinds that Flux applies first, in this order, and last (`fluxcd/pkg/ssa` ReconcileOrder). */
const FIRST = [
  'CustomResourceDefinition',
  'Namespace',
  'ClusterRole',
  'ClusterClass',
  'RuntimeClass',
  'PriorityClass',
  'StorageClass',
  'VolumeSnapshotClass',
  'IngressClass',
  'GatewayClass',
  'ClusterRoleBinding',
  'ResourceQuota',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Splits into Flux's stages: cluster definitions, classes, everything else. Each is in order; each waits for the one before. */
export function applyStages(objects: KubernetesObject[]): KubernetesObject[][] {
  const definitions = objects.filter(isClusterDefinition);
  const classes = objects.filter(
    object => !isClusterDefinition(object) && object.kind.endsWith('Class'),
  );
  const others = objects.filter(
    object => !definitions.includes(object) && !classes.includes(object),
  );
  return [definitions, classes, others]
    .filter(stage => stage.length > 0)
    .map(inApplyOrder);
}

/** Sorts as Flux does; deletion goes the other way round. */
export function inApplyOrder<
  T extends Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'>,
>(objects: T[]): T[] {
  return [...objects].sort(
    (one, other) =>
      rank(one.kind) - rank(other.kind) ||
      compare(groupOf(one.apiVersion), groupOf(other.apiVersion)) ||
      compare(one.kind, other.kind) ||
      compare(one.metadata.namespace ?? '', other.metadata.namespace ?? '') ||
      compare(one.metadata.name ?? '', other.metadata.name ?? ''),
  );
}

function isClusterDefinition({ apiVersion, kind }: KubernetesObject): boolean {
  const group = groupOf(apiVersion);
  return (
    (kind === 'CustomResourceDefinition' && group === 'apiextensions.k8s.io') ||
    (kind === 'Namespace' && apiVersion === 'v1') ||
    (kind === 'ClusterRole' && group === 'rbac.authorization.k8s.io')
  );
}

function rank(kind: string): number {
  const first = FIRST.indexOf(kind);
  return first >= 0 ? first - FIRST.length : LAST.indexOf(kind) + 1;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
