import { KRO_FINALIZER, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { KRO_MANAGER } from './kroNames';

/** Puts KRO's finalizer on an object; returns it as it stands then. */
export function addFinalizer(
  client: Client,
  object: KubernetesObject,
): KubernetesObject {
  const { finalizers = [] } = object.metadata;
  return finalizers.includes(KRO_FINALIZER)
    ? object
    : patchFinalizers(client, object, [...finalizers, KRO_FINALIZER]);
}

/** Takes KRO's finalizer off an object, which lets a deleted one go. */
export function removeFinalizer(
  client: Client,
  object: KubernetesObject,
): KubernetesObject {
  const { finalizers = [] } = object.metadata;
  return finalizers.includes(KRO_FINALIZER)
    ? patchFinalizers(
        client,
        object,
        finalizers.filter(name => name !== KRO_FINALIZER),
      )
    : object;
}

function patchFinalizers(
  client: Client,
  { apiVersion, kind, metadata }: KubernetesObject,
  finalizers: string[],
): KubernetesObject {
  const { name = '', namespace } = metadata;
  return client.patch(
    { apiVersion, kind, name, namespace },
    { metadata: { finalizers: finalizers.length > 0 ? finalizers : null } },
    KRO_MANAGER,
  );
}
