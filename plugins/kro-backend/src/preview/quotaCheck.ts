import {
  Check,
  InstanceDetail,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { KubernetesObject, Plan, Quantity } from '@mini-atlas/kro';

type Amounts = Record<string, number>;

/** A quantity as a number; `undefined` when there is none. */
function amountOf(value: unknown): number | undefined {
  return Quantity.parse(String(value ?? ''))?.float;
}

/** Requests of one pod for each resource that a quota may limit. */
function podRequests(template: unknown): Amounts {
  const containers: unknown = Object(Object(template).spec).containers;
  const amounts: Amounts = { pods: 1 };
  for (const container of Array.isArray(containers) ? containers : []) {
    const { requests, limits } = Object(Object(container).resources);
    // What has a limit and no request requests its limit.
    for (const [resource, value] of Object.entries({
      ...limits,
      ...requests,
    })) {
      const amount = amountOf(value) ?? 0;
      const key = `requests.${resource}`;
      amounts[key] = (amounts[key] ?? 0) + amount;
    }
  }
  return amounts;
}

/** What the pods of the planned workloads will take from a quota. */
function demandOf(plan: Plan): Amounts {
  const demand: Amounts = {};
  const objects = plan.nodes
    .flatMap(node => node.objects)
    .map(({ object }) => object);
  for (const object of objects) {
    const { template, replicas } = Object(object.spec);
    if (!Object(Object(template).spec).containers) continue;
    const count = typeof replicas === 'number' ? replicas : 1;
    for (const [resource, amount] of Object.entries(podRequests(template))) {
      demand[resource] = (demand[resource] ?? 0) + amount * count;
    }
  }
  return demand;
}

function quotasOf(
  cluster: KroCluster,
  namespace: string,
  workspace: InstanceDetail | undefined,
): KubernetesObject[] {
  return (workspace?.childList ?? [])
    .filter(
      child => child.kind === 'ResourceQuota' && child.namespace === namespace,
    )
    .flatMap(child => cluster.child(workspace?.ref ?? '', child.key) ?? [])
    .map(({ object }) => object);
}

function exceeded(quota: KubernetesObject, demand: Amounts): string[] {
  const { hard = {}, used = {} } = Object(quota.status);
  return Object.entries(demand).flatMap(([resource, wanted]) => {
    const limit = amountOf(hard[resource]);
    if (limit === undefined) return [];
    const free = limit - (amountOf(used[resource]) ?? 0);
    return wanted > Math.max(0, free)
      ? [
          `${resource}: ${used[resource] ?? 0} of ${
            hard[resource]
          } are in use, and this needs ${shown(wanted, hard[resource])} more`,
        ]
      : [];
  });
}

/** In the unit of the quota, so that the numbers can be compared. */
function shown(amount: number, like: unknown): string {
  const unit = /[A-Za-z]+$/.exec(String(like))?.[0] ?? '';
  const factor = amountOf(`1${unit}`) ?? 1;
  return `${Number((amount / factor).toFixed(3))}${unit}`;
}

/** What one plan takes more than another. */
function extraDemand(plan: Plan, replaces: Plan | undefined): Amounts {
  const taken = replaces ? demandOf(replaces) : {};
  return Object.fromEntries(
    Object.entries(demandOf(plan)).map(([resource, amount]) => [
      resource,
      amount - (taken[resource] ?? 0),
    ]),
  );
}

/**
 * Whether the workspace's quota has room for the pods of an order, or for what an edit takes more than the plan that it
 * `replaces`. Operators' pods cannot be foreseen.
 */
export function checkQuota(
  cluster: KroCluster,
  order: {
    workspaces: Map<string, InstanceDetail>;
    request: PreviewRequest;
    plan: Plan;
    replaces?: Plan;
  },
): Check[] {
  const { namespace } = order.request;
  if (!namespace) return [];
  const quotas = quotasOf(cluster, namespace, order.workspaces.get(namespace));
  if (quotas.length === 0) return [];
  const demand = extraDemand(order.plan, order.replaces);
  const problems = quotas.flatMap(quota => exceeded(quota, demand));
  const id = { id: 'quota', title: 'Quota' };
  return problems.length > 0
    ? problems.map(problem => ({
        ...id,
        outcome: 'warned',
        message: `The quota of workspace ${namespace} is too small: ${problem}; ask for a larger one or order less`,
      }))
    : [
        {
          ...id,
          outcome: 'passed',
          message: `The quota of workspace ${namespace} has room for it`,
        },
      ];
}
