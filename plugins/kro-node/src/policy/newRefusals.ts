import { KubernetesObject, Plan } from '@mini-atlas/kro';
import { KroCluster } from '../kroCluster';
import { PolicyVerdict } from './policyVerdicts';

/** A manifest, and what KRO will make of it. */
export interface Ordered {
  manifest: KubernetesObject;
  plan: Plan;
}

/**
 * What policies say of a manifest, with what they refuse apart: `refused` is this order's own, `refusedBefore` was
 * refused already of what it replaces and is not its fault.
 */
export function newRefusals(
  cluster: Pick<KroCluster, 'policyVerdicts'>,
  now: Ordered,
  replaces?: Ordered,
): {
  refused: PolicyVerdict[];
  refusedBefore: PolicyVerdict[];
  others: PolicyVerdict[];
} {
  const before = new Set(
    replaces
      ? cluster
          .policyVerdicts(replaces.manifest, replaces.plan)
          .filter(({ outcome }) => outcome === 'refused')
          .map(({ message }) => message)
      : [],
  );
  const verdicts = cluster.policyVerdicts(now.manifest, now.plan);
  const refused = verdicts.filter(({ outcome }) => outcome === 'refused');
  return {
    refused: refused.filter(({ message }) => !before.has(message)),
    refusedBefore: refused.filter(({ message }) => before.has(message)),
    others: verdicts.filter(({ outcome }) => outcome !== 'refused'),
  };
}
