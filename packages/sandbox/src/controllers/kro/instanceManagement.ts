import { applySetId, KRO_FINALIZER, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import {
  hasInventory,
  inventoryProblem,
  parentMetadata,
} from './applySetInventory';

/** The instance with finalizer and labels, or why KRO does not put them on. */
export type Managed = { instance: KubernetesObject } | { problem: string };

/**
 * Puts the finalizer and KRO's labels on an instance, by server-side apply as `kro.run/labeller`; together with
 * the finalizer comes an empty ApplySet inventory, so that a deletion can always go through.
 */
export function ensureManaged(
  client: Client,
  instance: KubernetesObject,
  wanted: Record<string, string>,
): Managed {
  const { name, namespace, finalizers = [], labels = {} } = instance.metadata;
  const finalized = finalizers.includes(KRO_FINALIZER);
  const labelled = Object.entries(wanted).every(
    ([key, value]) => labels[key] === value,
  );
  const id = applySetId(instance);
  const inventoried = hasInventory(instance);
  if (!finalized && inventoried) {
    const problem = inventoryProblem(instance, id);
    if (problem) {
      return {
        problem:
          'cannot install finalizer with invalid ApplySet inventory; repair the metadata, ' +
          `or remove it only after confirming no managed members remain: ${problem}`,
      };
    }
  }
  if (finalized && labelled) return { instance };
  const empty =
    finalized || inventoried
      ? { labels: {}, annotations: {} }
      : parentMetadata(id, { groupKinds: new Set(), namespaces: new Set() });
  const patch: KubernetesObject = {
    apiVersion: instance.apiVersion,
    kind: instance.kind,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      finalizers: [KRO_FINALIZER],
      labels: { ...wanted, ...empty.labels },
      ...(Object.keys(empty.annotations).length > 0
        ? { annotations: empty.annotations }
        : {}),
    },
  };
  return {
    instance: client.apply(patch, {
      fieldManager: 'kro.run/labeller',
      force: true,
    }),
  };
}
