import {
  Graph,
  GraphNode,
  KubernetesObject,
  Observed,
  step,
  Step,
} from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import {
  externalObjects,
  isExternal,
  observedOf,
} from '../present/observedNodes';
import { isSecret } from '../types/graphTypes';

/**
 * What a step makes known of nodes that KRO did not label: the objects behind external references whose names are
 * resolved now, and Secrets. Secrets are never read: one that KRO applies is taken to be there as soon as its name is
 * known, so that what depends on it is not shown as waiting for something that only the portal cannot see.
 */
function nowKnown(
  store: ObjectStore,
  node: GraphNode,
  { nodes }: Step,
  instance: KubernetesObject,
): KubernetesObject[] {
  const { desired, reads } = nodes[node.id];
  if (!isExternal(node)) return isSecret(node) ? desired : [];
  if (!reads) return [];
  return isSecret(node)
    ? [reads]
    : externalObjects(store, node, reads, instance);
}

/** What KRO does now for an instance, given what the store shows. */
export function runStep(
  store: ObjectStore,
  graph: Graph,
  instance: KubernetesObject,
): Step {
  const observed: Observed = observedOf(store, graph, instance);
  const open = new Set(
    Object.values(graph.nodes).filter(
      node =>
        (isExternal(node) || isSecret(node)) && observed[node.id].length === 0,
    ),
  );
  let result = step(graph, instance, observed);
  for (let again = open.size > 0; again; ) {
    again = false;
    for (const node of open) {
      const found = nowKnown(store, node, result, instance);
      if (found.length > 0) {
        observed[node.id] = found;
        open.delete(node);
        again = true;
      }
    }
    if (again) result = step(graph, instance, observed);
  }
  return result;
}
