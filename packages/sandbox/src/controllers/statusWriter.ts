import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../client/client';
import { jsonEqual } from '../schema/jsonEqual';

/**
 * Writes an object's status through the status subresource, where it differs from what stands there, onto the
 * object as it is now: what the caller holds may be older than its own last write. Undefined fields are left out.
 * Returns the object as it stands afterwards; the given one when it is gone.
 */
export function writeStatus(
  client: Client,
  object: KubernetesObject,
  status: Record<string, unknown>,
  fieldManager: string,
): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name = '', uid } = metadata;
  const current = client.get({ apiVersion, kind, namespace, name });
  if (!current || current.metadata.uid !== uid) return object;
  const wanted = plain(status);
  return jsonEqual(wanted, plain(current.status ?? {}))
    ? current
    : client.update(
        { ...structuredClone(current), status: wanted },
        { fieldManager, subresource: 'status' },
      );
}

/** As JSON holds it: without fields that are `undefined`. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
