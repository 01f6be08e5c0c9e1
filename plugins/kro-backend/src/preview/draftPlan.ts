import { Graph, KubernetesObject, plan, Plan } from '@mini-atlas/kro';

const OPEN = 'known when what is still needed or not allowed is right';

/**
 * What will come of a draft, as far as that can be told. Where an expression cannot be evaluated because something is
 * missing or not allowed, the child is there without its details.
 */
export function draftPlan(graph: Graph, draft: KubernetesObject): Plan {
  const { nodes, status, unknownStatus } = plan(graph, draft);
  return {
    nodes: nodes.map(({ with: cause, ...node }) =>
      node.outcome === 'error'
        ? { ...node, outcome: 'unknown', reason: OPEN, objects: [] }
        : { ...node, ...(cause ? { with: cause } : {}) },
    ),
    status,
    unknownStatus,
  };
}
