import {
  CauseStep,
  Child,
  GraphNodeView,
  Health,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  Graph,
  GraphNode,
  KubernetesObject,
  NodeStep,
  Step,
} from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { isSecret } from '../types/graphTypes';
import { diagnoseChild } from './childHealth';
import { childrenByNode, isExternal } from './observedNodes';
import { asSentence } from './objectFields';
import { childKeyOf, kubectlOf } from './objectNames';
import { podsBelow } from './podProblem';

/** A child as pages show it, with its object and what lies behind its health. */
export interface ChildView {
  child: Child;
  /** Absent where it does not exist yet, or may not be read. */
  object?: KubernetesObject;
  causes: CauseStep[];
}

/** One node of the graph with its children. */
export interface NodeEvaluation {
  view: GraphNodeView;
  children: ChildView[];
}

const HIDDEN: Health = {
  state: 'unknown',
  sentence: 'Hidden: the portal does not read Secrets',
};

function childOf(
  node: string,
  object: KubernetesObject,
  health: Health,
): Child {
  const { name = '', namespace, creationTimestamp } = object.metadata;
  return {
    key: childKeyOf(node, object),
    nodeId: node,
    apiVersion: object.apiVersion,
    kind: object.kind,
    name,
    ...(namespace ? { namespace } : {}),
    health,
    hidden: isSecret(object),
    ...(creationTimestamp ? { createdAt: creationTimestamp } : {}),
    kubectl: kubectlOf(object),
  };
}

function existing(
  store: ObjectStore,
  object: KubernetesObject,
  nodeId: string,
  step?: NodeStep,
): ChildView {
  const key = childKeyOf(nodeId, object);
  const { health, causes } = diagnoseChild(store, object, key, step);
  const pods = podsBelow(store, object).length;
  const child = childOf(nodeId, object, health);
  return {
    child: pods > 0 ? { ...child, pods } : child,
    object,
    causes,
  };
}

function missing(
  nodeId: string,
  desired: KubernetesObject,
  instance: KubernetesObject,
  namespaced: boolean | undefined,
): ChildView {
  const object: KubernetesObject = {
    apiVersion: desired.apiVersion,
    kind: desired.kind,
    metadata: {
      ...(namespaced !== false && instance.metadata.namespace
        ? { namespace: instance.metadata.namespace }
        : {}),
      ...desired.metadata,
    },
  };
  const health: Health = isSecret(object)
    ? HIDDEN
    : { state: 'progressing', sentence: 'Not created yet' };
  const child = childOf(nodeId, object, health);
  return {
    child,
    causes: isSecret(object)
      ? []
      : [
          {
            subject: `${object.kind} ${child.name}`,
            sentence: 'Not created yet',
            child: child.key,
          },
        ],
  };
}

/** From worst to best; the worst child speaks for its node. */
const SEVERITY: Health['state'][] = [
  'failed',
  'deleting',
  'waiting',
  'progressing',
  'unknown',
  'skipped',
  'ready',
];

/** The health that matters most to someone who wants it ready. */
export function worstOf<T extends { health: Health }>(
  items: T[],
): T | undefined {
  return [...items].sort(
    (left, right) =>
      SEVERITY.indexOf(left.health.state) -
      SEVERITY.indexOf(right.health.state),
  )[0];
}

/** What it waits for by name; what is wrong with that is said where that is. */
function waitingSentence({ waitingFor, message }: NodeStep): string {
  const isForData = /^waiting for data /.test(message);
  if (waitingFor.length === 0 || isForData) return asSentence(message);
  const names = waitingFor.map(id => `\`${id}\``).join(', ');
  return `For ${names} to be ready`;
}

function healthOfNode(step: NodeStep, children: ChildView[]): Health {
  const worst = worstOf(children.map(({ child }) => child))?.health;
  switch (step.state) {
    case 'ready':
      return { state: 'ready', sentence: worst?.sentence ?? 'Ready' };
    case 'skipped':
      return {
        state: 'skipped',
        sentence: step.message
          ? `Because ${step.message}`
          : 'Not wanted by this order',
      };
    case 'waiting':
      return {
        state: 'waiting',
        sentence: waitingSentence(step),
      };
    case 'error':
      return { state: 'failed', sentence: step.message };
    case 'absent':
      return {
        state: 'progressing',
        sentence: step.message || 'Not created yet',
      };
    default:
      return worst && worst.state !== 'ready'
        ? worst
        : {
            state: 'progressing',
            sentence: step.message || 'Is not ready yet',
          };
  }
}

function objectsOf(
  store: ObjectStore,
  node: GraphNode,
  step: NodeStep,
  observed: KubernetesObject[],
  instance: KubernetesObject,
): ChildView[] {
  if (isExternal(node)) return [];
  const there = observed.map(object => existing(store, object, node.id, step));
  const keys = new Set(there.map(({ child }) => child.key));
  const absent = step.desired
    .map(desired => missing(node.id, desired, instance, node.namespaced))
    .filter(({ child }) => !keys.has(child.key));
  return [...there, ...absent];
}

/** Every node of a graph with its live state, in creation order. */
export function evaluateNodes(
  store: ObjectStore,
  graph: Graph,
  step: Step,
  instance: KubernetesObject,
): NodeEvaluation[] {
  const byNode = childrenByNode(store, instance);
  return graph.topologicalOrder.map(id => {
    const node = graph.nodes[id];
    const nodeStep = step.nodes[id];
    const children = objectsOf(
      store,
      node,
      nodeStep,
      byNode.get(id) ?? [],
      instance,
    );
    return {
      children,
      view: {
        id,
        type: node.type,
        apiVersion: node.apiVersion,
        kind: node.kind,
        dependencies: node.dependencies,
        health: healthOfNode(nodeStep, children),
        waitingFor: nodeStep.waitingFor,
        ...(nodeStep.skippedWith ? { skippedWith: nodeStep.skippedWith } : {}),
        includeWhen: nodeStep.includeWhen,
        readyWhen: nodeStep.readyWhen,
        children: children.map(({ child }) => child.key),
      },
    };
  });
}

/** Children that KRO made and that no node of the graph stands for: all of them where there is no graph. */
export function strayChildren(
  store: ObjectStore,
  graph: Graph | undefined,
  instance: KubernetesObject,
): ChildView[] {
  return [...childrenByNode(store, instance)]
    .filter(([nodeId]) => !graph || !(nodeId in graph.nodes))
    .flatMap(([nodeId, objects]) =>
      objects.map(object => existing(store, object, nodeId)),
    );
}
