import { InputError } from '@backstage/errors';
import { KubernetesObject } from '@mini-atlas/kro';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { CheckedOrder } from './order';
import { requireLiveCluster } from './requireLiveCluster';
import { requirePolicies } from './requirePolicies';
import { requireWorkspaceOf } from './requireWorkspaceOf';

/**
 * Checks a manifest that a step before wrote, or that a template made by other means.
 *
 * Throws `ServiceUnavailableError` when the cluster cannot be seen, `InputError` when it is of no abstraction that
 * may be ordered, breaks its schema, names no workspace, or is refused by a policy.
 */
export function checkManifest(
  cluster: KroCluster,
  manifest: KubernetesObject,
): CheckedOrder {
  requireLiveCluster(cluster);
  const abstraction = cluster
    .abstractions()
    .find(
      ({ apiVersion, kind, selfService }) =>
        selfService &&
        apiVersion === manifest.apiVersion &&
        kind === manifest.kind,
    );
  if (!abstraction) {
    throw new InputError(
      `kind is ${JSON.stringify(
        `${manifest.apiVersion} ${manifest.kind}`,
      )}: it must be of an abstraction that may be ordered from the portal`,
    );
  }
  const { name = '', namespace } = manifest.metadata;
  const path = cluster.deliveryPath({
    abstraction: abstraction.name,
    name,
    ...(namespace ? { namespace } : {}),
  });
  const plan = cluster.plan(manifest);
  requireWorkspaceOf(cluster, abstraction, namespace);
  requirePolicies(cluster, { manifest, plan });
  return { abstraction, manifest, path, plan };
}
