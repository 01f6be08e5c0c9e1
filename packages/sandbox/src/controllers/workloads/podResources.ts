import { KubernetesObject } from '@mini-atlas/kro';
import { fields, items } from '../fields';
import { quantityValue } from '../quantity';

/**
 * What a pod asks for, or is limited to, of one resource: the sum over its containers, or its largest
 * init container where that is more. In the resource's unit (cores, bytes).
 */
export function podResource(
  pod: KubernetesObject,
  list: 'requests' | 'limits',
  resource: string,
): number {
  const spec = fields(pod.spec);
  const of = (container: Record<string, unknown>) =>
    quantityValue(fields(fields(container.resources)[list])[resource]);
  const running = items(spec.containers).reduce(
    (sum, container) => sum + of(container),
    0,
  );
  return Math.max(running, ...items(spec.initContainers).map(of));
}

/** The quality-of-service class that follows from requests and limits. */
export function qosClass(pod: KubernetesObject): string {
  const spec = fields(pod.spec);
  const containers = [...items(spec.containers), ...items(spec.initContainers)];
  const resources = containers.map(container => fields(container.resources));
  const none = resources.every(
    ({ requests, limits }) =>
      Object.keys(fields(requests)).length === 0 &&
      Object.keys(fields(limits)).length === 0,
  );
  if (none) return 'BestEffort';
  const guaranteed = resources.every(({ requests, limits }) =>
    ['cpu', 'memory'].every(name => {
      const limit = fields(limits)[name];
      const request = fields(requests)[name] ?? limit;
      return (
        limit !== undefined && quantityValue(limit) === quantityValue(request)
      );
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
