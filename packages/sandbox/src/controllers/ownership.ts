import { KubernetesObject, OwnerReference, TypeRef } from '@mini-atlas/kro';
import { Client } from '../client/client';
import { Key } from './controller';

/** The reference by which a controller marks what it made. */
export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name ?? '',
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The reference to the controller that manages an object; `undefined` when none does. */
export function controllerOf(
  object: KubernetesObject,
): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller);
}

/** The objects of a type in the owner's namespace that the owner controls. */
export function controlledBy(
  client: Client,
  owner: KubernetesObject,
  type: TypeRef,
): KubernetesObject[] {
  return client
    .list(type, { namespace: owner.metadata.namespace })
    .filter(object => controllerOf(object)?.uid === owner.metadata.uid);
}

/** Maps an object to the key of its controller, where that is of the given kind. */
export function controllerKey(
  kind: string,
): (object: KubernetesObject) => Key[] {
  return object => {
    const owner = controllerOf(object);
    return owner?.kind === kind
      ? [{ namespace: object.metadata.namespace, name: owner.name }]
      : [];
  };
}
