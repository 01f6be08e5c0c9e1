import { jsonToCel } from '../cel/celValue';
import { Graph, NodeStep, Observed, Step } from '../contract';
import { CompiledGraph, compiledGraph } from '../graph/compiledGraph';
import { KubernetesObject } from '../kubernetesObject';
import {
  ALL_READY,
  instanceConditions,
  notReady,
  ResourcesOutcome,
} from './conditions';
import { CelView, Evaluation } from './evaluation';
import { NodeWalk } from './nodeWalk';
import { instanceStatus } from './status';

const RECONCILE_ANNOTATION = 'kro.run/reconcile';

function observedView(graph: CompiledGraph): CelView {
  return {
    instance({ status: _status, ...instance }) {
      return jsonToCel(instance, graph.schemaVariable);
    },
    node({ node, schema }, objects) {
      const values = objects.map(({ object }) => jsonToCel(object, schema));
      return node.type.endsWith('Collection') ? values : values[0];
    },
    // KRO gives readyWhen the bare object: no schema turns its dates into timestamps.
    self: (_node, object) => jsonToCel(object),
  };
}

function idle(graph: Graph, message: string): Record<string, NodeStep> {
  return Object.fromEntries(
    graph.topologicalOrder.map(id => [
      id,
      {
        id,
        state: 'waiting' as const,
        message,
        waitingFor: [],
        includeWhen: [],
        readyWhen: [],
        desired: [],
      },
    ]),
  );
}

function halted(
  graph: Graph,
  instance: KubernetesObject,
  state: Step['state'],
  resources: ResourcesOutcome,
): Step {
  return {
    nodes: idle(graph, resources.message),
    state,
    status: {},
    conditions: instanceConditions(instance, resources),
  };
}

/** A suspended or a deleted instance: KRO resolves nothing then. */
function haltedStep(
  graph: Graph,
  instance: KubernetesObject,
): Step | undefined {
  const { deletionTimestamp, annotations = {} } = instance.metadata;
  if (deletionTimestamp) {
    return halted(graph, instance, 'DELETING', {
      status: 'Unknown',
      reason: 'UnderDeletion',
      message: 'deleting resources',
    });
  }
  const reconcile = annotations[RECONCILE_ANNOTATION]?.toLowerCase();
  if (reconcile === 'suspended' || reconcile === 'disabled') {
    return halted(graph, instance, 'ACTIVE', {
      status: 'False',
      reason: 'ReconciliationSuspended',
      message: `reconciliation suspended via ${RECONCILE_ANNOTATION} annotation`,
    });
  }
  return undefined;
}

function resourcesOutcome(walk: NodeWalk): ResourcesOutcome {
  const { fatal, deleting, unready, unresolved, absent } = walk;
  if (fatal) return notReady(fatal);
  if (deleting) {
    return { status: 'False', reason: 'ResourceDeleting', message: deleting };
  }
  if (unready.length > 0) {
    return notReady(`apply results contain errors: ${unready.join('\n')}`);
  }
  if (unresolved) {
    return notReady(`waiting for unresolved resource: ${unresolved}`);
  }
  return absent ? notReady('cluster mutated') : ALL_READY;
}

function stateOf(walk: NodeWalk): Step['state'] {
  const states = Object.values(walk.nodes).map(node => node.state);
  if (walk.fatal || states.includes('error')) return 'ERROR';
  return states.every(state => state === 'ready' || state === 'skipped')
    ? 'ACTIVE'
    : 'IN_PROGRESS';
}

function withoutDesired(
  nodes: Record<string, NodeStep>,
): Record<string, NodeStep> {
  return Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [id, { ...node, desired: [] }]),
  );
}

/**
 * What KRO does now: which objects it applies, how each node stands, and the status it writes.
 * Follows `pkg/runtime` and `pkg/controller/instance` of KRO 0.9.4.
 *
 * Apply what is `desired`, observe, and ask again; an instance is settled when nothing changes.
 *
 * @param graph - as returned by buildGraph, not a copy
 * @param instance - as stored, defaults filled in
 * @param observed - by node id, what stands in the cluster now
 */
export function step(
  graph: Graph,
  instance: KubernetesObject,
  observed: Observed,
): Step {
  const stop = haltedStep(graph, instance);
  if (stop) return stop;
  const compiled = compiledGraph(graph);
  const evaluation = new Evaluation(compiled, instance, observedView(compiled));
  const walk = new NodeWalk(evaluation, observed);
  compiled.nodes.forEach(node => walk.visit(node));

  const { status, error } = instanceStatus(evaluation);
  const nothing = walk.fatal !== undefined || walk.deleting !== undefined;
  return {
    nodes: nothing ? withoutDesired(walk.nodes) : walk.nodes,
    state: stateOf(walk),
    status,
    conditions: instanceConditions(instance, resourcesOutcome(walk)),
    ...((walk.fatal ?? error) && { error: walk.fatal ?? error }),
  };
}
