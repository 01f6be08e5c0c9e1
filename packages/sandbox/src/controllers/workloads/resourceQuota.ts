import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, Key, runController } from '../controller';
import { fields } from '../fields';
import { writeStatus } from '../statusWriter';
import { quotaUsed } from './quotaUsage';

const QUOTA = { apiVersion: 'v1', kind: 'ResourceQuota' };
const WATCHED = [
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Secret' },
];

/**
 * Imitates the resource quota controller of Kubernetes 1.36: `status.hard` and `status.used`.
 * Leaves out: scopes, and prompt recounts for `count/…` of types other than the core ones.
 */
export function startResourceQuotas(context: ControllerContext): () => void {
  const { client } = context;
  const quotasOf = ({ metadata: { namespace } }: KubernetesObject): Key[] =>
    client
      .list(QUOTA, { namespace })
      .map(quota => ({ namespace, name: quota.metadata.name ?? '' }));
  return runController(context, {
    name: 'resourcequota-controller',
    type: QUOTA,
    watches: WATCHED.map(type => ({ type, keysOf: quotasOf })),
    reconcile: key => {
      const quota = client.get({ ...QUOTA, ...key });
      if (!quota || quota.metadata.deletionTimestamp) return;
      writeStatus(
        client,
        quota,
        { hard: fields(quota.spec).hard, used: quotaUsed(client, quota) },
        'kube-controller-manager',
      );
    },
  });
}
