import {
  childMetadata,
  defaultInstance,
  Graph,
  KNOWN_AFTER_APPLY,
  KRO_LABELS,
  KubernetesObject,
  Plan,
  PlannedNode,
  TypeResolver,
} from '@mini-atlas/kro';
import { NAMESPACE } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import { childrenByNode } from '../present/observedNodes';
import { AdmittedObject, isNamespace } from './admittedObject';
import { fillFrom, fillIn, pathBelow } from './fillIn';
import { SERVER_METADATA, serverFieldsOf } from './serverFields';

/** What is known of the cluster that objects come into. */
export interface Admission {
  store: Pick<ObjectStore, 'get' | 'childrenOf'>;
  resolve: TypeResolver;
  graph: Graph;
}

/** The labels with which Flux marks what it applies; their values say which Kustomization it was. */
const FLUX_LABELS = ['name', 'namespace'].map(
  what => `kustomize.toolkit.fluxcd.io/${what}`,
);

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** A child of the plan, or the instance itself, before the API server had it. */
interface Draft {
  object: KubernetesObject;
  unknown: string[];
  old?: KubernetesObject;
  /** KRO made its type for instances: no operator fills anything in. */
  isInstance?: true;
}

/** A manifest and everything that KRO will make of it, as admission will see it. What KRO only reads is not among it. */
export function admittedObjects(
  admission: Admission,
  manifest: KubernetesObject,
  plan: Plan,
): AdmittedObject[] {
  const instance = instanceDraft(admission, manifest);
  const known = { ...manifest, ...(instance.old ?? {}) };
  const drafts = [
    instance,
    ...plan.nodes
      .filter(({ outcome }) => outcome === 'create')
      .flatMap(node => childDrafts(admission, known, node)),
  ];
  return drafts.flatMap(draft => admitted(admission, draft, drafts) ?? []);
}

function instanceDraft(
  { store, graph }: Admission,
  manifest: KubernetesObject,
): Draft {
  const { name = '', namespace } = manifest.metadata;
  const object = defaultInstance(graph, manifest);
  const labels = { ...object.metadata.labels };
  FLUX_LABELS.forEach(label => (labels[label] ??= KNOWN_AFTER_APPLY));
  const old = store.get(manifest, name, namespace);
  return {
    object: { ...object, metadata: { ...object.metadata, labels } },
    unknown: FLUX_LABELS.map(label => pathBelow('metadata.labels', label)),
    ...(old ? { old } : {}),
    isInstance: true,
  };
}

function childDrafts(
  { store, graph }: Admission,
  instance: KubernetesObject,
  node: PlannedNode,
): Draft[] {
  const live = childrenByNode(store, instance).get(node.id) ?? [];
  return node.objects.map(({ object, unknown }, index) => {
    const place = { index, size: node.objects.length };
    const added = childMetadata(
      graph,
      instance,
      node.id,
      node.type === 'Collection' ? place : undefined,
    );
    const copy = structuredClone(object);
    const { labels, annotations, name, namespace } = copy.metadata;
    copy.metadata.labels = { ...labels, ...added.labels };
    if (!instance.metadata.uid) {
      copy.metadata.labels[KRO_LABELS.instanceId] = KNOWN_AFTER_APPLY;
    }
    copy.metadata.annotations = { ...annotations, ...added.annotations };
    const old = live.find(
      ({ metadata }) =>
        metadata.name === name && metadata.namespace === namespace,
    );
    return {
      object: copy,
      unknown: [
        ...unknown.map(({ path }) => path),
        ...(instance.metadata.uid
          ? []
          : [pathBelow('metadata.labels', KRO_LABELS.instanceId)]),
      ],
      ...(old ? { old } : {}),
    };
  });
}

/** The object with what comes on top in the API server; `undefined` for a type that the cluster does not serve. */
function admitted(
  { store, resolve }: Admission,
  { object: drafted, unknown, old, isInstance }: Draft,
  all: Draft[],
): AdmittedObject | undefined {
  const type = resolve(drafted);
  if (!type) return undefined;
  const object = structuredClone(drafted);
  const fields = serverFieldsOf(object);
  fields?.empty.forEach(path => fillIn(object, path, {}));
  if (isNamespace(type)) {
    object.metadata.labels = {
      ...object.metadata.labels,
      [NAMESPACE_NAME]: object.metadata.name ?? '',
    };
  }
  const filled = [
    ...fillFrom(object, old),
    ...[...SERVER_METADATA, ...(fields?.filled ?? [])].flatMap(path =>
      fillIn(object, path),
    ),
  ];
  const namespace = isNamespace(type)
    ? undefined
    : namespaceOf(store, object, all);
  const labels = isNamespace(type)
    ? object.metadata.labels
    : namespace?.metadata.labels;
  return {
    object,
    unknown: [...unknown, ...filled],
    type,
    isOpen: !isInstance && !fields,
    ...(old ? { old } : {}),
    ...(namespace ? { namespace } : {}),
    ...(labels ? { namespaceLabels: labels } : {}),
  };
}

/** The namespace that an object is in: as it is, or as it comes along. */
function namespaceOf(
  store: Admission['store'],
  { metadata }: KubernetesObject,
  all: Draft[],
): KubernetesObject | undefined {
  const { namespace } = metadata;
  if (!namespace) return undefined;
  return (
    store.get(NAMESPACE, namespace) ??
    all.find(
      ({ object }) =>
        object.apiVersion === 'v1' &&
        object.kind === 'Namespace' &&
        object.metadata.name === namespace,
    )?.object
  );
}
