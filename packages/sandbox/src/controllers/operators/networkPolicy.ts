import { stampConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields } from '../fields';
import { writeStatus } from '../statusWriter';

const POLICY = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' };

/**
 * Imitates Cilium 1.20's operator for CiliumNetworkPolicies: the Valid condition.
 * Leaves out: checks beyond the CRD's schema, and enforcement: the sandbox has no network.
 */
export function startNetworkPolicies(context: ControllerContext): () => void {
  const { client } = context;
  return runController(context, {
    name: 'cilium-network-policies',
    type: POLICY,
    reconcile: key => {
      const policy = client.get({ ...POLICY, ...key });
      if (!policy || policy.metadata.deletionTimestamp) return;
      const status = fields(policy.status);
      writeStatus(
        client,
        policy,
        {
          ...status,
          conditions: stampConditions(
            [
              {
                type: 'Valid',
                status: 'True',
                message: 'Policy validation succeeded',
              },
            ],
            status.conditions,
          ),
        },
        'cilium-operator',
      );
    },
  });
}
