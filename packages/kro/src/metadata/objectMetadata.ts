import { Graph } from '../contract';
import { compiledGraph } from '../graph/compiledGraph';
import { KubernetesObject, ObjectMeta } from '../kubernetesObject';
import { applySetId, groupVersion, inventory } from './applySet';
import {
  KRO_ANNOTATIONS,
  KRO_FINALIZER,
  KRO_LABELS,
  KRO_VERSION,
} from './labels';

/** Labels and annotations to add to an object. */
export type MetadataPatch = Required<
  Pick<ObjectMeta, 'labels' | 'annotations'>
>;

/** Where an item stands in its collection. */
export interface CollectionPlace {
  index: number;
  size: number;
}

const OWNED = {
  [KRO_LABELS.owned]: 'true',
  [KRO_LABELS.version]: KRO_VERSION,
};

/**
 * What KRO puts on a child; it overwrites labels of the same name in the template.
 *
 * @param graph - as returned by buildGraph
 * @param instance - as stored; without a uid the label `instance-id` is empty
 * @param node - id of the child's node
 * @param place - for an item of a collection
 */
export function childMetadata(
  graph: Graph,
  instance: KubernetesObject,
  node: string,
  place?: CollectionPlace,
): MetadataPatch {
  const { uid = '', name = '', namespace } = instance.metadata;
  const { group, version } = groupVersion(instance.apiVersion);
  const order = compiledGraph(graph).applyOrders.get(node);
  return {
    labels: {
      ...OWNED,
      [KRO_LABELS.managedBy]: 'kro',
      [KRO_LABELS.applySetPartOf]: applySetId(instance),
      [KRO_LABELS.instanceId]: uid,
      [KRO_LABELS.instanceName]: name,
      ...(graph.scope === 'Namespaced' && {
        [KRO_LABELS.instanceNamespace]: namespace ?? '',
      }),
      [KRO_LABELS.instanceGroup]: group,
      [KRO_LABELS.instanceVersion]: version,
      [KRO_LABELS.instanceKind]: instance.kind,
      [KRO_LABELS.nodeId]: node,
      ...(place && {
        [KRO_LABELS.collectionIndex]: String(place.index),
        [KRO_LABELS.collectionSize]: String(place.size),
      }),
    },
    annotations:
      order === undefined
        ? {}
        : { [KRO_ANNOTATIONS.applyOrder]: String(order) },
  };
}

function definitionLabels(rgd: KubernetesObject): Record<string, string> {
  return {
    ...OWNED,
    [KRO_LABELS.definitionId]: rgd.metadata.uid ?? '',
    [KRO_LABELS.definitionName]: rgd.metadata.name ?? '',
  };
}

/** What KRO puts on an instance. */
export interface InstanceMetadata extends MetadataPatch {
  finalizers: string[];
}

/**
 * What KRO puts on an instance before and while it applies children.
 *
 * @param rgd - the stored ResourceGraphDefinition, for its name and uid
 * @param children - what is applied, namespaces filled in; before that, `contains-group-kinds` is left out
 */
export function instanceMetadata(
  rgd: KubernetesObject,
  instance: KubernetesObject,
  children?: KubernetesObject[],
): InstanceMetadata {
  const parts = children && inventory(instance, children);
  return {
    finalizers: [KRO_FINALIZER],
    labels: {
      ...definitionLabels(rgd),
      [KRO_LABELS.applySetId]: applySetId(instance),
    },
    annotations: {
      [KRO_ANNOTATIONS.tooling]: `kro/${KRO_VERSION}`,
      [KRO_ANNOTATIONS.additionalNamespaces]: parts?.additionalNamespaces ?? '',
      ...(parts && {
        [KRO_ANNOTATIONS.groupKinds]: parts.groupKinds,
        [KRO_ANNOTATIONS.inventoryHash]: parts.hash,
      }),
    },
  };
}

/** The labels KRO puts on the CRD of an RGD. */
export function crdLabels(rgd: KubernetesObject): Record<string, string> {
  return definitionLabels(rgd);
}
