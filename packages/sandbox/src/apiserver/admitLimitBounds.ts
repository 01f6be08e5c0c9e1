import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { objectAt, objectsAt } from '../builtin/fields';
import { podResource } from '../controllers/workloads/podResources';
import { quantityValue } from '../controllers/quantity';
import { Backend } from './backend';
import { forbidden } from './refusals';
import { ServedType } from './servedType';

/** What something asks for and what it is limited to, of each resource. */
interface Asked {
  requests: JsonObject;
  limits: JsonObject;
}

/**
 * Refuses pods and claims outside the minima, maxima and ratios of their namespace's LimitRanges (403);
 * the checking half of `plugin/pkg/admission/limitranger`.
 */
export function admitLimitBounds(
  backend: Backend,
  type: ServedType,
  object: KubernetesObject,
): void {
  const faultsOf = faultsFor(type);
  if (!faultsOf) return;
  const ranges = backend.store
    .collection('limitranges')
    .range(`${object.metadata.namespace ?? ''}/`);
  for (const [, range] of ranges ?? []) {
    const faults = new Set(
      objectsAt(range, 'spec', 'limits').flatMap(item =>
        faultsOf(item, object),
      ),
    );
    if (faults.size > 0) {
      const list = [...faults];
      throw forbidden(
        type,
        object.metadata.name,
        list.length === 1 ? list[0] : `[${list.join(', ')}]`,
      );
    }
  }
}

type FaultsOf = (item: JsonObject, object: KubernetesObject) => string[];

function faultsFor({ collection }: ServedType): FaultsOf | undefined {
  if (collection === 'pods') return podFaults;
  return collection === 'persistentvolumeclaims' ? claimFaults : undefined;
}

function podFaults(item: JsonObject, pod: KubernetesObject): string[] {
  if (item.type === 'Container') {
    return [
      ...objectsAt(pod, 'spec', 'containers'),
      ...objectsAt(pod, 'spec', 'initContainers'),
    ].flatMap(container => boundFaults(item, askedBy(container)));
  }
  return item.type === 'Pod' ? boundFaults(item, askedByPod(item, pod)) : [];
}

/** Of a claim only requests count. */
function claimFaults(item: JsonObject, claim: KubernetesObject): string[] {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const requests = objectAt(claim, 'spec', 'resources', 'requests') ?? {};
  return [
    ...each(item, 'min', bound =>
      minimumFault(bound, { requests, limits: {} }),
    ),
    ...each(item, 'max', bound => maximumRequestFault(bound, requests)),
  ];
}

function askedBy(container: JsonObject): Asked {
  return {
    requests: objectAt(container, 'resources', 'requests') ?? {},
    limits: objectAt(container, 'resources', 'limits') ?? {},
  };
}

/** A pod's sums, of the resources that this range speaks of; what no container names is absent. */
function askedByPod(item: JsonObject, pod: KubernetesObject): Asked {
  const resources = ['min', 'max', 'maxLimitRequestRatio'].flatMap(list =>
    Object.keys(objectAt(item, list) ?? {}),
  );
  const sums = (list: 'requests' | 'limits') =>
    Object.fromEntries(
      resources
        .map((name): [string, number] => [name, podResource(pod, list, name)])
        .filter(([, sum]) => sum > 0)
        .map(([name, sum]) => [name, String(sum)]),
    );
  return { requests: sums('requests'), limits: sums('limits') };
}

/** One bound of a range. */
interface Bound {
  resource: string;
  /** `Container`, `Pod`, `PersistentVolumeClaim`. */
  per: string;
  value: string;
}

function each(
  item: JsonObject,
  list: string,
  faultOf: (bound: Bound) => string | undefined,
): string[] {
  return Object.entries(objectAt(item, list) ?? {}).flatMap(
    ([resource, value]) =>
      faultOf({ resource, per: String(item.type), value: String(value) }) ?? [],
  );
}

function boundFaults(item: JsonObject, asked: Asked): string[] {
  return [
    ...each(item, 'min', bound => minimumFault(bound, asked)),
    ...each(item, 'max', bound => maximumFault(bound, asked)),
    ...each(item, 'maxLimitRequestRatio', bound => ratioFault(bound, asked)),
  ];
}

function minimumFault(
  { resource, per, value }: Bound,
  { requests, limits }: Asked,
): string | undefined {
  const rule = `minimum ${resource} usage per ${per} is ${value}`;
  const { [resource]: request } = requests;
  const { [resource]: limit } = limits;
  if (request === undefined) return `${rule}.  No request is specified`;
  if (isLess(request, value)) return `${rule}, but request is ${request}`;
  return limit !== undefined && isLess(limit, value)
    ? `${rule}, but limit is ${limit}`
    : undefined;
}

function maximumFault(
  { resource, per, value }: Bound,
  { requests, limits }: Asked,
): string | undefined {
  const rule = `maximum ${resource} usage per ${per} is ${value}`;
  const { [resource]: request } = requests;
  const { [resource]: limit } = limits;
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (isLess(value, limit)) return `${rule}, but limit is ${limit}`;
  return request !== undefined && isLess(value, request)
    ? `${rule}, but request is ${request}`
    : undefined;
}

function maximumRequestFault(
  { resource, per, value }: Bound,
  requests: JsonObject,
): string | undefined {
  const rule = `maximum ${resource} usage per ${per} is ${value}`;
  const { [resource]: request } = requests;
  if (request === undefined) return `${rule}.  No request is specified`;
  return isLess(value, request)
    ? `${rule}, but request is ${request}`
    : undefined;
}

function ratioFault(
  { resource, per, value }: Bound,
  { requests, limits }: Asked,
): string | undefined {
  const rule = `${resource} max limit to request ratio per ${per} is ${value}`;
  const request = quantityValue(requests[resource]);
  const limit = quantityValue(limits[resource]);
  if (request === 0) {
    return `${rule}, but no request is specified or request is 0`;
  }
  if (limit === 0) return `${rule}, but no limit is specified or limit is 0`;
  return limit / request > quantityValue(value)
    ? `${rule}, but provided ratio is ${(limit / request).toFixed(6)}`
    : undefined;
}

function isLess(one: unknown, other: unknown): boolean {
  return quantityValue(one) < quantityValue(other);
}
