import {
  CauseStep,
  Child,
  GraphNodeView,
  Health,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject, Step } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { instanceHealthOf } from './instanceHealth';
import {
  ChildView,
  evaluateNodes,
  NodeEvaluation,
  strayChildren,
} from './nodeViews';
import { ChildCounts, InstanceRules } from './instanceRules';
import { rootCauseOf } from './rootCause';

/** Everything about an instance that follows from it, its children and its graph. */
export interface InstanceEvaluation {
  health: Health;
  nodes: GraphNodeView[];
  children: ChildView[];
  counts: ChildCounts;
  causes: CauseStep[];
}

function isReady({ health, hidden }: Child): boolean {
  return hidden || health.state === 'ready';
}

/** A node that cannot be resolved yet counts as one child. */
function countsOf(
  nodes: NodeEvaluation[],
  strays: ChildView[],
  step: Step | undefined,
): ChildCounts {
  const counts = { total: strays.length, existing: strays.length, ready: 0 };
  counts.ready = strays.filter(({ child }) => isReady(child)).length;
  for (const { view, children } of nodes) {
    const external = view.type.startsWith('External');
    if (view.health.state === 'skipped' || external) continue;
    const nodeReady = step?.nodes[view.id].state === 'ready';
    counts.total +=
      children.length || (view.health.state === 'waiting' ? 1 : 0);
    counts.existing += children.filter(
      ({ object, child }) => object || child.hidden,
    ).length;
    counts.ready += children.filter(
      ({ child }) => isReady(child) || nodeReady,
    ).length;
  }
  return counts;
}

/** Brings together graph, live children and conditions of one instance. */
export function evaluateInstance(
  store: ObjectStore,
  instance: KubernetesObject,
  rules: InstanceRules,
): InstanceEvaluation {
  const { graph, step } = rules;
  const nodes =
    graph && step ? evaluateNodes(store, graph, step, instance) : [];
  const strays = strayChildren(store, graph, instance);
  const children = [...nodes.flatMap(node => node.children), ...strays];
  const counts = countsOf(nodes, strays, step);
  const verdict = instanceHealthOf(instance, rules, counts);
  const causes =
    verdict.state === 'ready'
      ? []
      : rootCauseOf({ instance, verdict, nodes, strays, counts });
  const last = causes[causes.length - 1];
  const failed = children.some(({ child }) => child.health.state === 'failed');
  const heldUp = children.find(({ child }) =>
    child.health.sentence.startsWith('Ready; '),
  );
  return {
    nodes: nodes.map(node => node.view),
    children,
    counts,
    causes,
    health: {
      ...verdict,
      ...(last
        ? {
            sentence: last.sentence,
            ...(last.reason ? { reason: last.reason } : {}),
          }
        : {}),
      ...(verdict.state === 'progressing' && failed ? { state: 'failed' } : {}),
      ...(verdict.state === 'ready' && heldUp
        ? { sentence: heldUp.child.health.sentence }
        : {}),
    },
  };
}
