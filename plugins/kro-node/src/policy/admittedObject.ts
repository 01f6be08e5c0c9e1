import { KubernetesObject, ResourceType } from '@mini-atlas/kro';
import { Labels } from './labelSelector';

/** One object on its way into the cluster, as admission sees it. */
export interface AdmittedObject {
  /** With what the API server fills in; where that is not known, `KNOWN_AFTER_APPLY`. */
  object: KubernetesObject;
  /** Paths of such values. */
  unknown: string[];
  /** What stands in the cluster now; absent when it is created. */
  old?: KubernetesObject;
  type: ResourceType;
  /** Labels of its namespace, or of itself when it is one; absent for what is in none, or in one that nobody knows. */
  namespaceLabels?: Labels;
  /** Its namespace's object, where it is in one that is known. */
  namespace?: KubernetesObject;
  /** Others than the API server may fill in fields outside of `metadata`: it is of an operator's type. */
  isOpen: boolean;
}

/** `CREATE` or `UPDATE`, as admission calls it. */
export function operationOf({ old }: AdmittedObject): 'CREATE' | 'UPDATE' {
  return old ? 'UPDATE' : 'CREATE';
}

/** The namespace of the request: a Namespace's own is the one that it names. */
export function requestNamespace({
  object,
  type,
}: AdmittedObject): string | undefined {
  return isNamespace(type) ? object.metadata.name : object.metadata.namespace;
}

/** Whether the type is Kubernetes' Namespace. */
export function isNamespace({ apiVersion, kind }: ResourceType): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}
