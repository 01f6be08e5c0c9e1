import { InputError, NotFoundError } from '@backstage/errors';
import { Plan } from '@mini-atlas/kro';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { CheckedOrder, Order } from './order';
import { requireKnownFields } from './requireKnownFields';
import { requireLiveCluster } from './requireLiveCluster';
import { requirePolicies } from './requirePolicies';
import { requireWorkspaceOf } from './requireWorkspaceOf';

/**
 * Turns an order into the manifest to write, its path and what will come of it.
 *
 * Throws `ServiceUnavailableError` when the cluster cannot be seen, `NotFoundError` when it does not serve the
 * abstraction, `InputError` that names field, value and rule when something entered is wrong.
 */
export function checkOrder(
  cluster: KroCluster,
  abstractionName: string,
  order: Order,
): CheckedOrder {
  requireLiveCluster(cluster);
  const abstraction = cluster
    .abstractions()
    .find(({ name, selfService }) => selfService && name === abstractionName);
  if (!abstraction) throw notServed(cluster, abstractionName);

  const request = {
    abstraction: abstractionName,
    ...order,
    spec: order.spec ?? {},
  };
  const known = cluster.abstraction(abstractionName);
  requireKnownFields(request.spec, known?.specSchema);
  const path = cluster.deliveryPath(request);
  const manifest = cluster.manifest(request);
  const plan = cluster.plan(manifest);
  requireEffect(plan, order.name);
  requireWorkspaceOf(cluster, abstraction, order.namespace);
  requirePolicies(cluster, { manifest, plan });
  return { abstraction, manifest, path, plan };
}

function notServed(cluster: KroCluster, name: string): NotFoundError {
  const offered = cluster
    .abstractions()
    .filter(({ selfService }) => selfService)
    .map(abstraction => abstraction.name);
  return new NotFoundError(
    `abstraction is ${JSON.stringify(name)}: the cluster '${
      cluster.name
    }' offers no such abstraction. It offers ${
      offered.length ? offered.sort().join(', ') : 'none'
    }.`,
  );
}

/** An instance of which nothing would ever come is refused: KRO would call it ready. */
export function requireEffect(plan: Plan, name: string): void {
  if (plan.error) {
    throw new InputError(
      `spec: the platform could never make anything of it: ${plan.error}`,
    );
  }
  const made = plan.nodes.filter(({ outcome }) => outcome !== 'external');
  if (made.length > 0 && made.every(({ outcome }) => outcome === 'skipped')) {
    throw new InputError(
      `name is ${JSON.stringify(
        name,
      )}: nothing would be made with these values, because ${
        made[0].reason ?? 'everything is skipped'
      }. Choose other values; names of the platform's own are reserved.`,
    );
  }
}
