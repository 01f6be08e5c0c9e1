import { Resident } from '@mini-atlas/backstage-plugin-kro-common';
import {
  DeliveryTarget,
  KroCluster,
  namespacesMadeBy,
  residentDirectories,
  residentsOf,
} from '@mini-atlas/backstage-plugin-kro-node';
import { Forge } from '@mini-atlas/forge';
import { KubernetesObject } from '@mini-atlas/kro';

/** What lives in the namespaces that an instance made: in the cluster, in Git, or by an open pull request. */
export async function findResidents(
  { cluster, forge }: { cluster: KroCluster; forge: Forge },
  target: DeliveryTarget,
  manifest: KubernetesObject,
): Promise<Resident[]> {
  const namespaces = namespacesMadeBy(cluster, target, manifest);
  if (namespaces.length === 0) return [];
  const listed = await Promise.all(
    residentDirectories(cluster, namespaces).map(directory =>
      forge.listFiles(directory),
    ),
  );
  const open = await forge.pullRequests({ state: 'open' });
  const openChanges = await Promise.all(
    open.map(async ({ number }) => ({
      number,
      paths: (await forge.changedFiles(number))
        .filter(({ status }) => status !== 'removed')
        .map(({ path }) => path),
    })),
  );
  return residentsOf(cluster, namespaces, {
    paths: listed.flat(),
    openChanges,
  });
}
