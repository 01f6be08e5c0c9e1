import { KubernetesObject } from '@mini-atlas/kro';
import { stampConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields } from '../fields';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';

const KINDS = ['ValidatingPolicy', 'NamespacedValidatingPolicy'];
const MANAGER = 'kyverno';

/**
 * Imitates Kyverno 1.19's policy status controller for validating policies: `status.conditionStatus` with
 * WebhookConfigured and RBACPermissionsGranted, ready.
 * Leaves out: enforcement (a policy is accepted and refuses nothing), reports, and checks of its CEL.
 */
export function startKyvernoPolicies(context: ControllerContext): () => void {
  const seen = createFirstSeen();
  const stops = KINDS.map(kind => {
    const type = { apiVersion: 'policies.kyverno.io/v1', kind };
    return runController(context, {
      name: `kyverno-${kind}`,
      type,
      reconcile: key => {
        const policy = context.client.get({ ...type, ...key });
        if (!policy || policy.metadata.deletionTimestamp) return {};
        const wait = seen.remaining(policy, context.timing.operator);
        if (wait > 0) return { requeueAfter: wait };
        writePolicyStatus(context, policy);
        return {};
      },
    });
  });
  return () => stops.forEach(stop => stop());
}

function writePolicyStatus(
  { client }: ControllerContext,
  policy: KubernetesObject,
): void {
  const status = fields(policy.status);
  writeStatus(
    client,
    policy,
    {
      ...status,
      conditionStatus: {
        ready: true,
        message: '',
        conditions: stampConditions(
          [
            {
              type: 'WebhookConfigured',
              status: 'True',
              reason: 'Succeeded',
              message: 'Webhook configured.',
            },
            {
              type: 'RBACPermissionsGranted',
              status: 'True',
              reason: 'Succeeded',
              message: 'Policy is ready for reporting.',
            },
          ],
          fields(status.conditionStatus).conditions,
        ),
      },
    },
    MANAGER,
  );
}
