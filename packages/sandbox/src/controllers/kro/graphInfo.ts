import { Graph } from '@mini-atlas/kro';

/** `status.resources` of RGDs and GraphRevisions: the nodes that have dependencies, in topological order. */
export function resourcesInfo(graph: Graph) {
  return graph.topologicalOrder
    .map(id => ({ id, needs: graph.nodes[id].dependencies }))
    .filter(({ needs }) => needs.length > 0)
    .map(({ id, needs }) => ({
      id,
      dependencies: needs.map(need => ({ id: need })),
    }));
}
