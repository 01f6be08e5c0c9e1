import { KubernetesObject, TypeRef } from '@mini-atlas/kro';
import { asFields, Fields } from '../fields';
import { KustomizationFile, LabelRule } from './kustomizationFile';

/** Whether objects of a type live in namespaces; `undefined` when the cluster does not know the type. */
export type TypeScope = (type: TypeRef) => 'Namespaced' | 'Cluster' | undefined;

/** Where selectors and pod templates stand, by kind; as in kustomize's label field specs. */
const SELECTORS: Record<string, string[]> = {
  Service: ['spec', 'selector'],
  Deployment: ['spec', 'selector', 'matchLabels'],
  ReplicaSet: ['spec', 'selector', 'matchLabels'],
  StatefulSet: ['spec', 'selector', 'matchLabels'],
  DaemonSet: ['spec', 'selector', 'matchLabels'],
  PodDisruptionBudget: ['spec', 'selector', 'matchLabels'],
  NetworkPolicy: ['spec', 'podSelector', 'matchLabels'],
};
const TEMPLATES: Record<string, string[]> = {
  Deployment: ['spec', 'template', 'metadata', 'labels'],
  ReplicaSet: ['spec', 'template', 'metadata', 'labels'],
  StatefulSet: ['spec', 'template', 'metadata', 'labels'],
  DaemonSet: ['spec', 'template', 'metadata', 'labels'],
  Job: ['spec', 'template', 'metadata', 'labels'],
};

/** Applies namespace, labels and annotations of a kustomization file to one object. */
export function transform(
  object: KubernetesObject,
  { namespace, labels, annotations }: KustomizationFile,
  scopeOf: TypeScope,
): KubernetesObject {
  const copy = structuredClone(object);
  // Kustomize takes a type it does not know for a namespaced one.
  if (namespace && scopeOf(object) !== 'Cluster') {
    copy.metadata.namespace = namespace;
  }
  if (annotations) {
    copy.metadata.annotations = {
      ...copy.metadata.annotations,
      ...annotations,
    };
  }
  labels.forEach(rule => addLabels(copy, rule));
  return copy;
}

function addLabels(
  object: KubernetesObject,
  { pairs, includeSelectors, includeTemplates }: LabelRule,
): void {
  object.metadata.labels = { ...object.metadata.labels, ...pairs };
  if (includeSelectors) merge(object, SELECTORS[object.kind], pairs);
  if (includeSelectors || includeTemplates) {
    merge(object, TEMPLATES[object.kind], pairs);
  }
}

function merge(
  object: Fields,
  path: string[] | undefined,
  pairs: Record<string, string>,
): void {
  if (!path) return;
  let at = object;
  for (const field of path) {
    const next = asFields(at[field]);
    at[field] = next;
    at = next;
  }
  Object.assign(at, pairs);
}
