import { InputError } from '@backstage/errors';
import {
  KroCluster,
  newRefusals,
  Ordered,
} from '@mini-atlas/backstage-plugin-kro-node';

/**
 * Throws `InputError` when a policy of the cluster would refuse the manifest or a child that KRO makes of it, unless it
 * refuses the same of what an edit `replaces`.
 */
export function requirePolicies(
  cluster: KroCluster,
  now: Ordered,
  replaces?: Ordered,
): void {
  const { refused } = newRefusals(cluster, now, replaces);
  if (refused.length === 0) return;
  throw new InputError(refused.map(({ message }) => message).join('; '));
}
