import {
  Graph,
  KubernetesObject,
  NodeStep,
  Observed,
  step,
  Step,
} from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { fields, selectorOf } from '../fields';
import { selects } from '../labelSelector';

/** What KRO would do, and what it saw of the cluster to come to it. */
export interface ObservedStep {
  now: Step;
  observed: Observed;
}

/**
 * Asks the engine for the next step while looking up what its nodes stand for: a node that is resolved makes
 * its objects known, which may resolve further nodes. Ends when nothing new is seen.
 */
export function observeNodes(
  client: Client,
  graph: Graph,
  instance: KubernetesObject,
): ObservedStep {
  const observed: Observed = {};
  let now = step(graph, instance, observed);
  for (let round = 0; round < graph.topologicalOrder.length; round++) {
    const unseen = Object.values(now.nodes).filter(
      node =>
        !(node.id in observed) &&
        (node.desired.length > 0 ||
          node.reads ||
          isEmptyCollection(graph, node)),
    );
    if (unseen.length === 0) break;
    for (const node of unseen) {
      observed[node.id] = lookUp(client, graph, instance, node);
    }
    now = step(graph, instance, observed);
  }
  return { now, observed };
}

function isEmptyCollection(graph: Graph, node: NodeStep): boolean {
  return graph.nodes[node.id].type === 'Collection' && node.state === 'ready';
}

function lookUp(
  client: Client,
  graph: Graph,
  instance: KubernetesObject,
  node: NodeStep,
): KubernetesObject[] {
  switch (graph.nodes[node.id].type) {
    case 'Collection':
      return collectionItems(client, graph, instance, node.id);
    case 'ExternalCollection':
      return node.reads ? selected(client, node.reads) : [];
    default: {
      const wanted = node.reads ?? node.desired[0];
      const found = wanted && getLike(client, wanted);
      return found ? [found] : [];
    }
  }
}

/** The object that stands where the given one would. */
export function getLike(
  client: Client,
  { apiVersion, kind, metadata: { namespace, name = '' } }: KubernetesObject,
): KubernetesObject | undefined {
  return client.resolve({ apiVersion, kind })
    ? client.get({ apiVersion, kind, namespace, name })
    : undefined;
}

function collectionItems(
  client: Client,
  graph: Graph,
  instance: KubernetesObject,
  id: string,
): KubernetesObject[] {
  const { apiVersion, kind } = graph.nodes[id];
  return client.list(
    { apiVersion, kind },
    {
      labelSelector: `kro.run/instance-id=${instance.metadata.uid},kro.run/node-id=${id}`,
    },
  );
}

/** The objects an external selector means; all of the type where it names none. */
function selected(client: Client, reads: KubernetesObject): KubernetesObject[] {
  const { apiVersion, kind, metadata } = reads;
  const selector = selectorOf(fields(metadata).selector);
  return client
    .list({ apiVersion, kind }, { namespace: metadata.namespace })
    .filter(
      ({ metadata: { labels } }) => !selector || selects(selector, labels),
    );
}
