import { Graph, KubernetesObject, plan, Plan } from '@mini-atlas/kro';

const OPEN = 'known when what is still needed or not allowed is right';

/**
 * What will come of a draft, as far as that can be told. Where an expression cannot be evaluated because something is
 * missing or not allowed, the child is there without its details.
 */
export function draftPlan(graph: Graph, draft: KubernetesObject): Plan {
  const { nodes, status, unknownStatus } = evaluated(graph, draft);
  return {
    nodes: nodes.map(node =>
      node.outcome === 'error'
        ? { ...node, outcome: 'unknown', reason: OPEN, objects: [] }
        : node,
    ),
    status,
    unknownStatus,
  };
}

/** The engine evaluates only what fits the schema's types; a draft need not. */
function evaluated(graph: Graph, draft: KubernetesObject): Plan {
  try {
    return plan(graph, draft);
  } catch {
    return unevaluated(graph);
  }
}

function unevaluated({ topologicalOrder, nodes }: Graph): Plan {
  return {
    nodes: topologicalOrder.map(id => {
      const { type, apiVersion, kind, dependencies } = nodes[id];
      return {
        id,
        type,
        apiVersion,
        kind,
        dependencies,
        outcome: type.startsWith('External') ? 'external' : 'unknown',
        reason: OPEN,
        objects: [],
      };
    }),
    status: {},
    unknownStatus: [],
  };
}
