import { ClusterStatus } from '@mini-atlas/backstage-plugin-kro-common';
import { typeKey } from '../cache/objectStore';
import { POLICY_TYPES } from './policyTypes';
import { PolicyVerdict } from './policyVerdicts';

/** What must be said where policies are served that the portal may not read: they count, and nobody sees them here. */
export function unseenPolicies(
  unavailable: NonNullable<ClusterStatus['unavailable']>,
): PolicyVerdict[] {
  return POLICY_TYPES.flatMap(type => {
    const found = unavailable.find(other => other.type === typeKey(type));
    return found
      ? [
          {
            outcome: 'unjudged',
            message: `Policies of type ${type.kind} cannot be judged before apply: the portal's account cannot read them (${found.reason}); let it get, list and watch them`,
          },
        ]
      : [];
  });
}
