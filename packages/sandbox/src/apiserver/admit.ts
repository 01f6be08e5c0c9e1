import { KubernetesObject } from '@mini-atlas/kro';
import { stringAt } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { keyOf } from '../store/collection';
import { Backend } from './backend';
import { forbidden, notFound } from './refusals';
import { ServedType } from './servedType';
import { StatusError } from './status';

/**
 * Refuses new objects in a namespace that does not exist (404) or is going away (403);
 * Kubernetes' NamespaceLifecycle admission.
 */
export function admitNamespace(
  backend: Backend,
  type: ServedType,
  namespace: string,
  name: string,
): void {
  const found = backend.namespace(namespace);
  if (!found) {
    throw notFound({ group: '', plural: 'namespaces' }, namespace);
  }
  if (found.metadata.deletionTimestamp) {
    const refusal = forbidden(
      type,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
    throw new StatusError(403, 'Forbidden', refusal.message, {
      ...refusal.status.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    });
  }
}

/** Refuses new objects of a kind whose CRD is going away (403). */
export function admitCustom(
  { store }: Backend,
  type: ServedType,
  name: string,
): void {
  if (!type.custom) return;
  const crd = store
    .collection('customresourcedefinitions.apiextensions.k8s.io')
    .get(type.custom.crdName);
  if (!crd?.metadata.deletionTimestamp) return;
  throw forbidden(
    type,
    name,
    'create not allowed while custom resource definition is terminating',
  );
}

/** Refuses pods of a service account that is not there (403); Kubernetes' ServiceAccount admission. */
export function admitServiceAccount(
  { store }: Backend,
  type: ServedType,
  { metadata: { name, namespace }, spec }: Draft,
): void {
  if (type.collection !== 'pods') return;
  const account = stringAt(spec, 'serviceAccountName') || 'default';
  const key = keyOf(namespace, account);
  if (store.collection('serviceaccounts').get(key)) return;
  throw forbidden(
    type,
    name,
    `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`,
  );
}

/** Refuses what is more than a ResourceQuota of the namespace leaves (403); Kubernetes' ResourceQuota admission. */
export function admitQuota(
  backend: Backend,
  type: ServedType,
  object: KubernetesObject,
  before?: KubernetesObject,
): void {
  if (!type.namespaced) return;
  const refusal = backend.quotaRefusal(object, before);
  if (refusal) throw forbidden(type, object.metadata.name, refusal);
}

/** Namespaces that cannot be deleted. */
const IMMORTAL = ['default', 'kube-system', 'kube-public'];

/** Refuses to delete the namespaces a cluster cannot be without. */
export function admitDeletion(type: ServedType, name: string): void {
  if (type.collection === 'namespaces' && IMMORTAL.includes(name)) {
    throw forbidden(type, name, 'this namespace may not be deleted');
  }
}
