import { Manifest } from '../tree/manifest';

/** What it takes to name an object. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  name: string;
  /** None for what is cluster-scoped. */
  namespace?: string;
}

/** A condition of an object's status. */
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
}

/** An object as the API server gives it. */
export interface ClusterObject extends Manifest {
  metadata: Manifest['metadata'] & {
    uid?: string;
    generation?: number;
    deletionTimestamp?: string;
    creationTimestamp?: string;
  };
  status?: {
    conditions?: Condition[];
    observedGeneration?: number;
    [field: string]: unknown;
  };
}

/** Names an object that stands in a file or came from the API server. */
export function refOf({ apiVersion, kind, metadata }: Manifest): ObjectRef {
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}

/** An object as a person names it: `Deployment flux-system/source-controller`. */
export function textOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Whether two names name the same object, in whichever version of its group. */
export function isSame(one: ObjectRef, other: ObjectRef): boolean {
  return (
    groupOf(one.apiVersion) === groupOf(other.apiVersion) &&
    one.kind === other.kind &&
    one.name === other.name &&
    (one.namespace ?? '') === (other.namespace ?? '')
  );
}

/** The group of an apiVersion; empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** A condition by its type. */
export function conditionOf(
  object: ClusterObject,
  type: string,
): Condition | undefined {
  return object.status?.conditions?.find(one => one.type === type);
}
