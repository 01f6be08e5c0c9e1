import { ConflictError } from '@backstage/errors';
import { Forge } from '@mini-atlas/forge';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { openPullRequestOn } from '../change/openPullRequestOn';
import { CheckedOrder } from './order';

/** Throws `ConflictError` when an instance of that kind and name lives in the cluster. */
export function requireNotLive(cluster: KroCluster, order: CheckedOrder): void {
  const { abstraction, manifest } = order;
  const { name, namespace } = manifest.metadata;
  const taken = cluster
    .instances()
    .find(
      instance =>
        instance.abstraction === abstraction.name &&
        instance.name === name &&
        instance.namespace === namespace,
    );
  if (taken) {
    throw nameTaken(
      order,
      `it is the name of an instance in the cluster (${taken.ref})`,
      'Choose another name',
    );
  }
}

/**
 * Throws `ConflictError` when the manifest's file is on the target branch, or when an open pull request
 * other than the one of `ownBranch` touches it. A file that already holds `text` is the order's own, from an earlier try.
 */
export async function requireNotInGit(
  forge: Forge,
  order: CheckedOrder,
  ownBranch: string,
  text?: string,
): Promise<void> {
  const { path } = order;
  const file = await forge.readFile(path);
  if (file && file.content !== text) {
    throw nameTaken(
      order,
      `${path} is in Git already (${forge.fileUrl(path)})`,
      'Choose another name, or wait until Flux has applied or removed it',
    );
  }
  const open = await openPullRequestOn(forge, path, ownBranch);
  if (open) {
    throw nameTaken(
      order,
      `the open pull request #${open.number} asks for it (${open.url})`,
      'Choose another name, or merge or close that one first',
    );
  }
}

function nameTaken(order: CheckedOrder, why: string, advice: string) {
  return new ConflictError(
    `name is ${JSON.stringify(
      order.manifest.metadata.name,
    )}: it must be free, but ${why}. ${advice}.`,
  );
}
