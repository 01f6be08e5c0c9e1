import dagre from '@dagrejs/dagre';
import { GraphItem } from './graphItem';

/** Size of a drawn node in pixels; fixed, so that a live update never moves anything. */
export const NODE_SIZE = { width: 208, height: 68 };

/** What decides where nodes stand. */
export type GraphShape = Pick<GraphItem, 'id' | 'dependencies'>;

/** Where the nodes stand. */
export interface Layout {
  /** Top left corners by id. */
  positions: Map<string, { x: number; y: number }>;
  width: number;
  height: number;
}

/**
 * Places the nodes in layers, dependencies first. Depends on ids and edges only, not on states.
 *
 * @param direction - `LR`: left to right, `TB`: top to bottom
 */
export function layOut(items: GraphShape[], direction: 'LR' | 'TB'): Layout {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: direction,
    nodesep: 20,
    ranksep: direction === 'LR' ? 56 : 36,
    marginx: 4,
    marginy: 4,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(items.map(item => item.id));
  items.forEach(item => graph.setNode(item.id, { ...NODE_SIZE }));
  items.forEach(item =>
    item.dependencies
      .filter(id => ids.has(id))
      .forEach(id => graph.setEdge(id, item.id)),
  );
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    positions: new Map(
      items.map(item => {
        const { x, y } = graph.node(item.id);
        return [
          item.id,
          { x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 },
        ];
      }),
    ),
    width,
    height,
  };
}
