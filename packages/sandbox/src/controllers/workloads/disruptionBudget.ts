import { KubernetesObject } from '@mini-atlas/kro';
import { mergeConditions } from '../conditions';
import { ControllerContext, Key, runController } from '../controller';
import { count, fields, selectorOf, text } from '../fields';
import { selects } from '../labelSelector';
import { controllerOf } from '../ownership';
import { writeStatus } from '../statusWriter';
import { isActive, isReady } from './podReadiness';

const BUDGET = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
const POD = { apiVersion: 'v1', kind: 'Pod' };

/**
 * Imitates the disruption controller of Kubernetes 1.36 as far as a budget's status: expected, desired and
 * healthy pods, how many may be disrupted, and the DisruptionAllowed condition.
 * Leaves out: evictions in progress (`disruptedPods`).
 */
export function startDisruptionBudgets(context: ControllerContext): () => void {
  const { client } = context;
  const budgetsOf = (pod: KubernetesObject): Key[] =>
    client
      .list(BUDGET, { namespace: pod.metadata.namespace })
      .filter(budget => covers(budget, pod))
      .map(({ metadata: { namespace, name = '' } }) => ({ namespace, name }));
  return runController(context, {
    name: 'disruption-controller',
    type: BUDGET,
    watches: [{ type: POD, keysOf: budgetsOf }],
    reconcile: key => {
      const budget = client.get({ ...BUDGET, ...key });
      if (!budget || budget.metadata.deletionTimestamp) return;
      const pods = client
        .list(POD, key.namespace ? { namespace: key.namespace } : {})
        .filter(pod => covers(budget, pod) && isActive(pod));
      writeStatus(
        client,
        budget,
        budgetStatus(context, budget, pods),
        'kube-controller-manager',
      );
    },
  });
}

function covers(budget: KubernetesObject, pod: KubernetesObject): boolean {
  const selector = selectorOf(fields(budget.spec).selector);
  return !!selector && selects(selector, pod.metadata.labels);
}

function budgetStatus(
  context: ControllerContext,
  budget: KubernetesObject,
  pods: KubernetesObject[],
) {
  const spec = fields(budget.spec);
  const expectedPods =
    typeof spec.minAvailable === 'number'
      ? pods.length
      : expectedBy(context, pods);
  const desiredHealthy =
    spec.maxUnavailable !== undefined
      ? Math.max(0, expectedPods - share(spec.maxUnavailable, expectedPods))
      : share(spec.minAvailable ?? 0, expectedPods);
  const currentHealthy = pods.filter(isReady).length;
  const disruptionsAllowed =
    expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const allowed = disruptionsAllowed > 0;
  return {
    observedGeneration: budget.metadata.generation,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    disruptionsAllowed,
    conditions: mergeConditions(
      [
        {
          type: 'DisruptionAllowed',
          status: allowed ? 'True' : 'False',
          reason: allowed ? 'SufficientPods' : 'InsufficientPods',
          message: '',
          observedGeneration: budget.metadata.generation,
        },
      ],
      fields(budget.status).conditions,
    ),
  };
}

/** The pods that the controllers of these pods ask for; a ReplicaSet's Deployment speaks for it. */
function expectedBy(
  { client }: ControllerContext,
  pods: KubernetesObject[],
): number {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = parent(client, pod);
    const top = (owner && parent(client, owner)) ?? owner;
    if (top) {
      scales.set(text(top.metadata.uid), count(fields(top.spec).replicas, 1));
    }
  }
  return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function parent(
  client: ControllerContext['client'],
  object: KubernetesObject,
): KubernetesObject | undefined {
  const owner = controllerOf(object);
  return (
    owner &&
    client.get({
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      namespace: object.metadata.namespace,
      name: owner.name,
    })
  );
}

function share(value: unknown, of: number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(text(value));
  return percent ? Math.ceil((Number(percent[1]) * of) / 100) : 0;
}
