import {
  childMetadata,
  CollectionPlace,
  Graph,
  KubernetesObject,
} from '@mini-atlas/kro';
import { Child } from './applyChildren';
import { ObservedStep } from './observeNodes';

/** The children that KRO applies now, in topological order, with KRO's labels and annotations. */
export function childrenOf(
  graph: Graph,
  instance: KubernetesObject,
  { now, observed }: ObservedStep,
): Child[] {
  return graph.topologicalOrder.flatMap(nodeId => {
    const { desired } = now.nodes[nodeId];
    const isCollection = graph.nodes[nodeId].type === 'Collection';
    return desired.map((object, index) => ({
      id: isCollection ? `${nodeId}-${index}` : nodeId,
      nodeId,
      object: decorated(
        object,
        graph,
        instance,
        nodeId,
        isCollection ? { index, size: desired.length } : undefined,
      ),
      current: observed[nodeId]?.find(
        ({ metadata }) =>
          metadata.name === object.metadata.name &&
          metadata.namespace === object.metadata.namespace,
      ),
    }));
  });
}

function decorated(
  object: KubernetesObject,
  graph: Graph,
  instance: KubernetesObject,
  nodeId: string,
  place: CollectionPlace | undefined,
): KubernetesObject {
  const added = childMetadata(graph, instance, nodeId, place);
  const { labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...labels, ...added.labels },
      annotations: { ...annotations, ...added.annotations },
    },
  };
}
