import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { count, Fields, fields, labelsOf } from '../fields';
import { mergeConditions } from '../conditions';
import { controlledBy, controllerKey, controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { isActive, isReady, untilAvailable } from './podReadiness';
import { podFromTemplate } from './podTemplate';

const REPLICA_SET = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const MANAGER = { fieldManager: 'kube-controller-manager' };
const COMPONENT = 'replicaset-controller';

/**
 * Imitates the replica set controller of Kubernetes 1.36: as many pods as asked for, the least useful ones
 * go first, status, ReplicaFailure when a pod is refused, events.
 * Leaves out: adoption of pods without an owner, slow start in batches, pod deletion cost.
 */
export function startReplicaSets(context: ControllerContext): () => void {
  return runController(context, {
    name: COMPONENT,
    type: REPLICA_SET,
    watches: [{ type: POD, keysOf: controllerKey('ReplicaSet') }],
    reconcile: key => {
      const replicaSet = context.client.get({ ...REPLICA_SET, ...key });
      if (!replicaSet || replicaSet.metadata.deletionTimestamp) return {};
      return reconcileReplicaSet(context, replicaSet);
    },
  });
}

function reconcileReplicaSet(
  context: ControllerContext,
  replicaSet: KubernetesObject,
): { requeueAfter?: number } {
  const wanted = count(fields(replicaSet.spec).replicas, 1);
  const pods = activePods(context, replicaSet);
  let refusal: { reason: string; error: unknown } | undefined;
  try {
    for (let missing = wanted - pods.length; missing > 0; missing--) {
      createPod(context, replicaSet);
    }
  } catch (error) {
    refusal = { reason: 'FailedCreate', error };
  }
  const excess = pods.sort(byUse).slice(0, Math.max(0, pods.length - wanted));
  excess.forEach(pod => deletePod(context, replicaSet, pod));
  const requeueAfter = writeReplicaSetStatus(
    context,
    replicaSet,
    refusal?.error,
  );
  if (refusal) throw refusal.error;
  return { requeueAfter };
}

function createPod(
  context: ControllerContext,
  replicaSet: KubernetesObject,
): void {
  const pod = podFromTemplate(
    fields(replicaSet.spec).template,
    replicaSet.metadata.namespace,
    controllerReference(replicaSet),
  );
  pod.metadata.generateName = `${replicaSet.metadata.name}-`;
  try {
    const created = context.client.create(pod, MANAGER);
    context.recordEvent(replicaSet, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${created.metadata.name}`,
      component: COMPONENT,
    });
  } catch (error) {
    context.recordEvent(replicaSet, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${messageOf(error)}`,
      component: COMPONENT,
    });
    throw error;
  }
}

function deletePod(
  context: ControllerContext,
  replicaSet: KubernetesObject,
  pod: KubernetesObject,
): void {
  const { namespace, name = '', uid } = pod.metadata;
  context.client.delete({ ...POD, namespace, name }, { uid });
  context.recordEvent(replicaSet, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${name}`,
    component: COMPONENT,
  });
}

function writeReplicaSetStatus(
  context: ControllerContext,
  replicaSet: KubernetesObject,
  refusal: unknown,
): number | undefined {
  const spec = fields(replicaSet.spec);
  const pods = activePods(context, replicaSet);
  const templateLabels = labelsOf(
    fields(fields(spec.template).metadata).labels,
  );
  const waits = pods.map(pod => untilAvailable(pod, spec.minReadySeconds));
  const counts = {
    readyReplicas: pods.filter(isReady).length,
    availableReplicas: waits.filter(wait => wait === 0).length,
    fullyLabeledReplicas: pods.filter(pod =>
      Object.entries(templateLabels).every(
        ([key, value]) => pod.metadata.labels?.[key] === value,
      ),
    ).length,
  };
  const status: Fields = {
    replicas: pods.length,
    ...Object.fromEntries(
      Object.entries(counts).filter(([, value]) => value > 0),
    ),
    terminatingReplicas: 0,
    observedGeneration: replicaSet.metadata.generation,
    conditions: failureConditions(replicaSet, refusal),
  };
  writeStatus(context.client, replicaSet, status, MANAGER.fieldManager);
  const pending = waits.filter((wait): wait is number => !!wait);
  return pending.length > 0 ? Math.min(...pending) : undefined;
}

function failureConditions(replicaSet: KubernetesObject, refusal: unknown) {
  if (refusal === undefined) return undefined;
  return mergeConditions(
    [
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: messageOf(refusal),
      },
    ],
    fields(replicaSet.status).conditions,
  );
}

function activePods(context: ControllerContext, replicaSet: KubernetesObject) {
  return controlledBy(context.client, replicaSet, POD).filter(isActive);
}

/** Orders pods as controller.ActivePods does: unscheduled, pending, not ready and young ones first. */
function byUse(a: KubernetesObject, b: KubernetesObject): number {
  const rank = (pod: KubernetesObject) => [
    fields(pod.spec).nodeName ? 1 : 0,
    fields(pod.status).phase === 'Running' ? 1 : 0,
    isReady(pod) ? 1 : 0,
    -Date.parse(pod.metadata.creationTimestamp ?? ''),
  ];
  const [left, right] = [rank(a), rank(b)];
  const first = left.findIndex((value, index) => value !== right[index]);
  return first === -1 ? 0 : left[first] - right[first];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
