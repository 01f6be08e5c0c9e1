import { Cluster } from '../cluster/cluster';
import { isSame, ObjectRef, textOf } from '../cluster/clusterObject';
import { eventsOf } from '../cluster/events';
import { KUSTOMIZATION, Layer, readLayers, ROOT } from '../cluster/layers';
import { waitUntil } from '../waitUntil';
import { abstractionsOf, keptDefinitions } from './keptDefinitions';

import { PlatformError } from '../platformError';

/** How to remove. */
export interface RemoveOptions {
  says(text: string): void;
  limitMs: number;
  signal: AbortSignal;
}

/**
 * Takes away what Flux has brought, layer by layer against their order, each when the one after it is gone: whoever
 * looks after an object must still be there when it goes. Layers that Flux shall leave behind are left to
 * `removeRecorded`.
 *
 * @returns how many layers there were, and the definitions that KRO keeps
 * @throws PlatformError NotReady naming the object that does not go
 */
export async function removeLayers(
  cluster: Cluster,
  options: RemoveOptions,
): Promise<{ count: number; kept: string[] }> {
  const [root, ...layers] = await readLayers(cluster);
  if (!root) return { count: 0, kept: [] };
  // Else it would bring back what is removed.
  await cluster.patch(ROOT, { spec: { suspend: true } });
  for (const layer of [...layers].reverse()) {
    await removeLayer(cluster, layer, options);
  }
  const others = root.inventory.filter(
    ({ kind }) => kind !== KUSTOMIZATION.kind,
  );
  for (const ref of others.reverse()) await cluster.remove(ref);
  await removeAndWait(cluster, [ROOT], options);
  return {
    count: layers.length + 1,
    kept: await keptDefinitions(cluster, abstractionsOf(layers)),
  };
}

async function removeLayer(
  cluster: Cluster,
  { name, inventory, object }: Layer,
  options: RemoveOptions,
): Promise<void> {
  const ref: ObjectRef = { ...KUSTOMIZATION, name, namespace: ROOT.namespace };
  options.says(`removing ${name}`);
  const { prune, deletionPolicy } = (object.spec ?? {}) as {
    prune?: boolean;
    deletionPolicy?: string;
  };
  await removeAndWait(cluster, [ref], options);
  if (!prune || deletionPolicy === 'Orphan') return;
  await waitUntilGone(cluster, inventory, options);
}

/** Takes away objects that `up` has made, the last one first, and definitions and namespaces after all others. */
export async function removeRecorded(
  cluster: Cluster,
  refs: ObjectRef[],
  options: RemoveOptions,
): Promise<void> {
  const isLate = ({ kind }: ObjectRef) =>
    kind === 'Namespace' || kind === 'CustomResourceDefinition';
  const reversed = [...refs].reverse();
  for (const group of [
    reversed.filter(ref => !isLate(ref)),
    reversed.filter(isLate),
  ]) {
    options.says(`removing ${group.length} objects`);
    await removeAndWait(cluster, group, options);
  }
}

async function removeAndWait(
  cluster: Cluster,
  refs: ObjectRef[],
  options: RemoveOptions,
): Promise<void> {
  for (const ref of refs) await cluster.remove(ref);
  await waitUntilGone(cluster, refs, options);
}

async function waitUntilGone(
  cluster: Cluster,
  refs: ObjectRef[],
  options: RemoveOptions,
): Promise<void> {
  let left = refs;
  await waitUntil(
    async () => {
      const there: ObjectRef[] = [];
      for (const ref of left) {
        const object = await cluster.read(ref);
        // What is not being deleted shall stay: Flux was told to keep it.
        if (object?.metadata.deletionTimestamp) there.push(ref);
      }
      left = left.filter(ref => there.some(one => isSame(one, ref)));
      const [first] = left;
      return first && `waiting until ${textOf(first)} is gone`;
    },
    {
      ...options,
      tooLong: async () => stuck(cluster, left[0]),
    },
  );
}

async function stuck(cluster: Cluster, ref: ObjectRef): Promise<PlatformError> {
  const object = await cluster.read(ref);
  const { finalizers } = (object?.metadata ?? {}) as { finalizers?: string[] };
  const { kind, name, namespace } = ref;
  return new PlatformError('NotReady', `${textOf(ref)} does not go.`, {
    details: [
      ...(finalizers?.length ? [`finalizers: ${finalizers.join(', ')}`] : []),
      ...(await eventsOf(cluster, ref)).map(line => `event: ${line}`),
    ],
    next: `Look closer: kubectl --kubeconfig ${
      cluster.kubeconfig
    } describe ${kind.toLowerCase()} ${name}${
      namespace ? ` -n ${namespace}` : ''
    }. When it is mended, run the same command again: it goes on from here.`,
  });
}
