import { PlatformError } from '../platformError';
import { PlatformRecord } from '../record/platformRecord';
import { isAtLeast, readVersion } from '../tools/toolVersions';
import { Cluster } from './cluster';

/** Two minor versions before the one that the platform is proved on; Flux's releases support about as many. */
const OLDEST = '1.34';

interface AccessReview {
  status?: { allowed?: boolean };
}

/**
 * Sees to it that a cluster can become a platform, before anything is changed there.
 *
 * @returns the server's version
 * @throws PlatformError ClusterUnreachable, ClusterTooOld or NoRights
 */
export async function requireSuitable(cluster: Cluster): Promise<string> {
  const answer = await cluster.get<{ gitVersion: string }>('/version');
  const version = readVersion('kubectl', answer?.gitVersion ?? '');
  if (!isAtLeast(version, OLDEST)) {
    throw new PlatformError(
      'ClusterTooOld',
      `The cluster at ${cluster.server} runs Kubernetes ${version}; ${OLDEST} or later is needed.`,
      {
        next: 'Upgrade the cluster, give another one, or leave out --kubeconfig: `up` then makes a new one with Kind.',
      },
    );
  }
  const review = await cluster.create<AccessReview>(
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: { verb: '*', group: '*', resource: '*' },
      },
    },
  );
  if (!review.status?.allowed) {
    throw new PlatformError(
      'NoRights',
      `The account of ${cluster.kubeconfig} is no administrator of the cluster; a platform brings definitions, roles and controllers.`,
      {
        next: `Give the kubeconfig of an account with cluster-admin: --kubeconfig FILE (see what this one may do: kubectl --kubeconfig ${cluster.kubeconfig} auth can-i --list)`,
      },
    );
  }
  return version;
}

/**
 * Sees to it that a kubeconfig still leads to the cluster that a record speaks of.
 *
 * @returns the identity of the cluster
 * @throws PlatformError ClusterForeign when it leads to another one
 */
export async function requireIdentity(
  cluster: Cluster,
  { cluster: recorded }: PlatformRecord,
): Promise<string> {
  const system = await cluster.read({
    apiVersion: 'v1',
    kind: 'Namespace',
    name: 'kube-system',
  });
  const id = system?.metadata.uid ?? '';
  if (!recorded.made && recorded.id !== undefined && recorded.id !== id) {
    throw new PlatformError(
      'ClusterForeign',
      `${cluster.kubeconfig} leads to another cluster than before (${cluster.server}).`,
      {
        next: 'Give the kubeconfig of the former one, or give this platform a state of its own: --state DIR',
      },
    );
  }
  return id;
}
