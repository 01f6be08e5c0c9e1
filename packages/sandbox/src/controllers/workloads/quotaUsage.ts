import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { count, fields, items, text } from '../fields';
import { formatQuantity, isBinary, quantityValue } from '../quantity';
import { isActive } from './podReadiness';
import { podResource } from './podResources';

const COUNTED: Record<string, { apiVersion: string; kind: string }> = {
  configmaps: { apiVersion: 'v1', kind: 'ConfigMap' },
  persistentvolumeclaims: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  replicationcontrollers: { apiVersion: 'v1', kind: 'ReplicationController' },
  resourcequotas: { apiVersion: 'v1', kind: 'ResourceQuota' },
  secrets: { apiVersion: 'v1', kind: 'Secret' },
  services: { apiVersion: 'v1', kind: 'Service' },
};
const POD = { apiVersion: 'v1', kind: 'Pod' };
const QUOTA = { apiVersion: 'v1', kind: 'ResourceQuota' };

/** What a ResourceQuota's namespace uses of each resource in `spec.hard`, as quantities. */
export function quotaUsed(
  client: Client,
  quota: KubernetesObject,
): Record<string, string> {
  const hard = fields(fields(quota.spec).hard);
  return Object.fromEntries(
    Object.entries(hard).map(([resource, limit]) => {
      const { type, amount } = measure(client, resource);
      const objects = type
        ? client.list(type, { namespace: quota.metadata.namespace })
        : [];
      const sum = objects.reduce((total, object) => total + amount(object), 0);
      return [resource, formatQuantity(sum, isBinary(limit))];
    }),
  );
}

/**
 * Why a ResourceQuota of its namespace refuses a new object, or what a change of one adds, in the words of Kubernetes' quota admission
 * (the part after `pods "x" is forbidden: `); `undefined` when there is room.
 */
export function quotaRefusal(
  client: Client,
  object: KubernetesObject,
  before?: KubernetesObject,
): string | undefined {
  const { namespace } = object.metadata;
  if (!namespace) return undefined;
  for (const quota of client.list(QUOTA, { namespace })) {
    const refusal =
      (before ? undefined : missingRequests(quota, object)) ??
      excess(client, quota, { object, before });
    if (refusal) return refusal;
  }
  return undefined;
}

interface Measure {
  /** The type of object that the resource counts; absent where the sandbox measures none. */
  type?: { apiVersion: string; kind: string };
  amount(object: KubernetesObject): number;
}

function measure(client: Client, resource: string): Measure {
  if (resource === 'pods') {
    return ofType(POD, pod => (isActive(pod) ? 1 : 0));
  }
  const [list, name] = resource.includes('.')
    ? [
        resource.slice(0, resource.indexOf('.')),
        resource.slice(resource.indexOf('.') + 1),
      ]
    : ['requests', resource];
  if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') {
    return ofType(POD, pod =>
      isActive(pod)
        ? podResource(pod, list === 'limits' ? 'limits' : 'requests', name)
        : 0,
    );
  }
  if (resource === 'requests.storage') {
    return ofType(COUNTED.persistentvolumeclaims, claim =>
      quantityValue(
        fields(fields(fields(claim.spec).resources).requests).storage,
      ),
    );
  }
  if (
    resource === 'services.loadbalancers' ||
    resource === 'services.nodeports'
  ) {
    return ofType(COUNTED.services, service => exposed(service, resource));
  }
  const plural = resource.replace(/^count\//, '');
  return { type: COUNTED[plural] ?? typeOf(client, plural), amount: () => 1 };
}

function ofType(
  type: { apiVersion: string; kind: string },
  amount: (object: KubernetesObject) => number,
): Measure {
  return {
    type,
    amount: object => (object.kind === type.kind ? amount(object) : 0),
  };
}

function exposed(service: KubernetesObject, resource: string): number {
  const { type, ports } = fields(service.spec);
  if (resource === 'services.loadbalancers') {
    return type === 'LoadBalancer' ? 1 : 0;
  }
  return type === 'NodePort' || type === 'LoadBalancer'
    ? items(ports).length
    : 0;
}

/** The served type that `count/<plural>.<group>` names. */
function typeOf(client: Client, plural: string) {
  return client.resourceTypes().find(({ plural: name, apiVersion }) => {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return (group ? `${name}.${group}` : name) === plural;
  });
}

function missingRequests(
  quota: KubernetesObject,
  object: KubernetesObject,
): string | undefined {
  if (object.kind !== 'Pod') return undefined;
  const compute = Object.keys(fields(fields(quota.spec).hard)).filter(
    resource => /^((requests|limits)\.)?(cpu|memory)$/.test(resource),
  );
  const gaps = compute.flatMap(resource => {
    const [list, name] = resource.includes('.')
      ? resource.split('.')
      : ['requests', resource];
    const lacking = items(fields(object.spec).containers)
      .filter(
        container =>
          fields(fields(container.resources)[list])[name] === undefined,
      )
      .map(container => text(container.name));
    return lacking.length > 0 ? [`${resource} for: ${lacking.join(',')}`] : [];
  });
  return gaps.length > 0
    ? `failed quota: ${quota.metadata.name}: must specify ${gaps.join('; ')}`
    : undefined;
}

function excess(
  client: Client,
  quota: KubernetesObject,
  change: Change,
): string | undefined {
  const hard = fields(fields(quota.spec).hard);
  const added = Object.keys(hard)
    .map((resource): [string, number] => [
      resource,
      addedBy(client, resource, change),
    ])
    .filter(([, amount]) => amount > 0);
  if (added.length === 0) return undefined;
  const used = quotaUsed(client, quota);
  const over = added.filter(
    ([resource, amount]) =>
      quantityValue(used[resource]) + amount > quantityValue(hard[resource]),
  );
  if (over.length === 0) return undefined;
  const list = (of: (resource: string, amount: number) => string) =>
    over
      .map(([resource, amount]) => `${resource}=${of(resource, amount)}`)
      .join(',');
  const requested = list((resource, amount) =>
    formatQuantity(amount, isBinary(hard[resource])),
  );
  const limited = list(
    resource => text(hard[resource]) || String(count(hard[resource])),
  );
  return `exceeded quota: ${
    quota.metadata.name
  }, requested: ${requested}, used: ${list(
    resource => used[resource],
  )}, limited: ${limited}`;
}

/** What is to be stored, and what it replaces. */
interface Change {
  object: KubernetesObject;
  before?: KubernetesObject;
}

function addedBy(
  client: Client,
  resource: string,
  { object, before }: Change,
): number {
  const asked = askedBy(client, resource, object);
  return before ? asked - askedBy(client, resource, before) : asked;
}

function askedBy(
  client: Client,
  resource: string,
  object: KubernetesObject,
): number {
  const { type, amount } = measure(client, resource);
  return type?.kind === object.kind && type.apiVersion === object.apiVersion
    ? amount(object)
    : 0;
}
