import { Graph, GraphNode, KubernetesObject, Observed } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { textAt, valueAt } from './objectFields';

const NODE_ID = 'kro.run/node-id';
const COLLECTION_INDEX = 'kro.run/collection-index';

function collectionIndex({ metadata }: KubernetesObject): number {
  return Number(metadata.labels?.[COLLECTION_INDEX] ?? 0);
}

/** What KRO made for an instance, by node id; a collection in its order. */
export function childrenByNode(
  store: Pick<ObjectStore, 'childrenOf'>,
  instance: KubernetesObject,
): Map<string, KubernetesObject[]> {
  const nodes = new Map<string, KubernetesObject[]>();
  for (const child of store.childrenOf(instance.metadata.uid ?? '')) {
    const nodeId = child.metadata.labels?.[NODE_ID] ?? '';
    nodes.set(nodeId, [...(nodes.get(nodeId) ?? []), child]);
  }
  nodes.forEach(children =>
    children.sort((a, b) => collectionIndex(a) - collectionIndex(b)),
  );
  return nodes;
}

function matches(object: KubernetesObject, selector: unknown): boolean {
  const wanted = Object.entries(Object(valueAt(selector, 'matchLabels')));
  return wanted.every(
    ([label, value]) => object.metadata.labels?.[label] === value,
  );
}

/**
 * The objects that an external reference names. `reference` is the resolved one where the engine has resolved it, else
 * the one of the graph; without a namespace it means the instance's own.
 */
export function externalObjects(
  store: ObjectStore,
  node: GraphNode,
  reference: unknown,
  instance: KubernetesObject,
): KubernetesObject[] {
  const namespace = textAt(reference, 'metadata', 'namespace');
  if (node.type === 'ExternalCollection') {
    return store
      .list(node)
      .filter(
        object =>
          (!namespace || object.metadata.namespace === namespace) &&
          matches(object, valueAt(reference, 'metadata', 'selector')),
      );
  }
  const name = textAt(reference, 'metadata', 'name');
  if (!name) return [];
  const found = store.get(
    node,
    name,
    node.namespaced === false
      ? undefined
      : namespace ?? instance.metadata.namespace,
  );
  return found ? [found] : [];
}

function literalExternals(
  store: ObjectStore,
  node: GraphNode,
  instance: KubernetesObject,
): KubernetesObject[] {
  return node.expressions.length === 0
    ? externalObjects(store, node, node.template, instance)
    : [];
}

/** Whether KRO only reads what the node names. */
export function isExternal({ type }: GraphNode): boolean {
  return type === 'External' || type === 'ExternalCollection';
}

/**
 * What stands in the cluster for each node of a graph, as the engine wants to be told. External references are found
 * as far as they are written without expressions.
 */
export function observedOf(
  store: ObjectStore,
  graph: Graph,
  instance: KubernetesObject,
): Observed {
  const children = childrenByNode(store, instance);
  return Object.fromEntries(
    Object.values(graph.nodes).map(node => [
      node.id,
      isExternal(node)
        ? literalExternals(store, node, instance)
        : children.get(node.id) ?? [],
    ]),
  );
}
