import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { now } from '../clock';
import { mergeConditions } from '../conditions';
import { ControllerContext, Key, runController } from '../controller';
import { count, Fields, fields, items, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';

const AUTOSCALER = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
};
const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const MANAGER = 'kube-controller-manager';

const GOT_SCALE: Condition = {
  type: 'AbleToScale',
  status: 'True',
  reason: 'SucceededGetScale',
  message: "the HPA controller was able to get the target's current scale",
};

const NO_METRICS: Condition = {
  type: 'ScalingActive',
  status: 'False',
  reason: 'FailedGetResourceMetric',
  message:
    'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for ' +
    'resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested ' +
    'resource (get pods.metrics.k8s.io)',
};

const DISABLED: Condition = {
  type: 'ScalingActive',
  status: 'False',
  reason: 'ScalingDisabled',
  message: 'scaling is disabled since the replica count of the target is zero',
};

/**
 * Imitates the horizontal autoscaler of Kubernetes 1.36 on a cluster without metrics (no metrics-server), for
 * Deployments: it keeps them between `minReplicas` and `maxReplicas`, and says that it cannot measure. 0 copies switch
 * it off. Its first turn is `Timing.operator` late, as the real one's is up to 15 seconds.
 * Leaves out: metrics of any kind, StatefulSets and custom targets.
 */
export function startHorizontalAutoscalers(
  context: ControllerContext,
): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  const autoscalersOf = ({ metadata }: KubernetesObject): Key[] =>
    client
      .list(AUTOSCALER, { namespace: metadata.namespace })
      .filter(autoscaler => targetOf(autoscaler).name === metadata.name)
      .map(({ metadata: { namespace, name = '' } }) => ({ namespace, name }));
  return runController(context, {
    name: 'horizontal-pod-autoscaler',
    type: AUTOSCALER,
    watches: [{ type: DEPLOYMENT, keysOf: autoscalersOf }],
    reconcile: key => {
      const autoscaler = client.get({ ...AUTOSCALER, ...key });
      if (!autoscaler || autoscaler.metadata.deletionTimestamp) return {};
      const wait = seen.remaining(autoscaler, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      writeStatus(client, autoscaler, turn(context, autoscaler), MANAGER);
      return {};
    },
  });
}

function targetOf({ spec }: KubernetesObject) {
  const target = fields(fields(spec).scaleTargetRef);
  return { kind: text(target.kind), name: text(target.name) };
}

/** Scales where the number is out of bounds; returns the new status. */
function turn(context: ControllerContext, autoscaler: KubernetesObject) {
  const { namespace } = autoscaler.metadata;
  const { kind, name } = targetOf(autoscaler);
  const target =
    kind === DEPLOYMENT.kind
      ? context.client.get({ ...DEPLOYMENT, namespace, name })
      : undefined;
  if (!target) return statusOf(autoscaler, {}, [noTarget(kind, name)]);
  const current = count(fields(target.spec).replicas, 1);
  const counts = { currentReplicas: current || undefined };
  if (current === 0) {
    const desired = { ...counts, desiredReplicas: 0 };
    return statusOf(autoscaler, desired, [GOT_SCALE, DISABLED]);
  }
  const bounds = outOfBounds(autoscaler, current);
  if (!bounds) {
    const { desiredReplicas } = fields(autoscaler.status);
    return statusOf(
      autoscaler,
      { ...counts, desiredReplicas: desiredReplicas ?? current },
      [GOT_SCALE, NO_METRICS],
    );
  }
  rescale(context, autoscaler, target, bounds);
  return statusOf(
    autoscaler,
    { ...counts, desiredReplicas: bounds.size, lastScaleTime: now() },
    [rescaled(bounds.size)],
  );
}

interface Bounds {
  size: number;
  reason: string;
}

function outOfBounds(
  { spec }: KubernetesObject,
  current: number,
): Bounds | undefined {
  const least = count(fields(spec).minReplicas, 1);
  const most = count(fields(spec).maxReplicas, least);
  const reason = (side: string) => `Current number of replicas ${side}`;
  if (current > most) {
    return { size: most, reason: reason('above Spec.MaxReplicas') };
  }
  return current < least
    ? { size: least, reason: reason('below Spec.MinReplicas') }
    : undefined;
}

function rescale(
  { client, recordEvent }: ControllerContext,
  autoscaler: KubernetesObject,
  target: KubernetesObject,
  { size, reason }: Bounds,
): void {
  const { namespace, name = '' } = target.metadata;
  client.patch(
    { ...DEPLOYMENT, namespace, name },
    { spec: { replicas: size } },
    { fieldManager: MANAGER },
  );
  recordEvent(autoscaler, {
    type: 'Normal',
    reason: 'SuccessfulRescale',
    message: `New size: ${size}; reason: ${reason}`,
    component: 'horizontal-pod-autoscaler',
  });
}

function statusOf(
  { status }: KubernetesObject,
  counts: Fields,
  conditions: Condition[],
): Fields {
  const before = fields(status);
  return {
    currentReplicas: before.currentReplicas,
    desiredReplicas: before.desiredReplicas ?? 0,
    lastScaleTime: before.lastScaleTime,
    // The real one writes an empty entry for a metric that it could not get.
    currentMetrics: items(before.currentMetrics),
    ...counts,
    conditions: mergeConditions(conditions, before.conditions),
  };
}

function rescaled(size: number): Condition {
  return {
    type: 'AbleToScale',
    status: 'True',
    reason: 'SucceededRescale',
    message: `the HPA controller was able to update the target scale to ${size}`,
  };
}

function noTarget(kind: string, name: string): Condition {
  return {
    type: 'AbleToScale',
    status: 'False',
    reason: 'FailedGetScale',
    message: `the HPA controller was unable to get the target's current scale: ${kind.toLocaleLowerCase(
      'en',
    )}s.apps "${name}" not found`,
  };
}
