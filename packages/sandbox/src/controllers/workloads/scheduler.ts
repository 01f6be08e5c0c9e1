import { KubernetesObject } from '@mini-atlas/kro';
import { mergeConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields, labelsOf } from '../fields';
import { quantityValue } from '../quantity';
import { writeStatus } from '../statusWriter';
import { NODE_NAME } from './node';
import { podResource } from './podResources';
import { isActive } from './podReadiness';

const POD = { apiVersion: 'v1', kind: 'Pod' };
const NODE = { apiVersion: 'v1', kind: 'Node' };
const MANAGER = 'kube-scheduler';
const COMPONENT = 'default-scheduler';
const RETRY_MS = 2_000;

/**
 * Imitates the default scheduler of Kubernetes 1.36 for the one node: room for cpu, memory and pods,
 * nodeSelector, cordon; PodScheduled condition, Scheduled and FailedScheduling events.
 * Leaves out: affinity, taints, topology spread, priorities and preemption, other scheduler names.
 */
export function startScheduler(context: ControllerContext): () => void {
  return runController(context, {
    name: 'default-scheduler',
    type: POD,
    reconcile: key => {
      const pod = context.client.get({ ...POD, ...key });
      if (!pod || fields(pod.spec).nodeName || !isActive(pod)) return {};
      return schedule(context, pod);
    },
  });
}

function schedule(
  context: ControllerContext,
  pod: KubernetesObject,
): { requeueAfter?: number } {
  const obstacle = whyNot(context, pod);
  if (obstacle) {
    refuse(context, pod, obstacle);
    return { requeueAfter: RETRY_MS };
  }
  const { namespace, name = '' } = pod.metadata;
  const bound = context.client.patch(
    { ...POD, namespace, name },
    { spec: { nodeName: NODE_NAME } },
    { fieldManager: MANAGER },
  );
  const status = fields(bound.status);
  const conditions = mergeConditions(
    [{ type: 'PodScheduled', status: 'True' }],
    status.conditions,
  );
  writeStatus(
    context.client,
    bound,
    { phase: 'Pending', ...status, conditions },
    MANAGER,
  );
  context.recordEvent(pod, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${NODE_NAME}`,
    component: COMPONENT,
  });
  return {};
}

function whyNot(
  { client }: ControllerContext,
  pod: KubernetesObject,
): string | undefined {
  const node = client.get({ ...NODE, name: NODE_NAME });
  if (!node) return 'no nodes available to schedule pods';
  if (fields(node.spec).unschedulable) {
    return '0/1 nodes are available: 1 node(s) were unschedulable.';
  }
  const selector = labelsOf(fields(pod.spec).nodeSelector);
  const matches = Object.entries(selector).every(
    ([key, value]) => node.metadata.labels?.[key] === value,
  );
  if (!matches) {
    return "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
  }
  const others = client
    .list(POD)
    .filter(other => fields(other.spec).nodeName && isActive(other));
  const scarce = scarceResources(node, pod, others);
  return scarce.length > 0
    ? `0/1 nodes are available: ${scarce.join(', ')}.`
    : undefined;
}

function scarceResources(
  node: KubernetesObject,
  pod: KubernetesObject,
  others: KubernetesObject[],
): string[] {
  const allocatable = fields(fields(node.status).allocatable);
  const reasons = ['cpu', 'memory']
    .filter(resource => {
      const asked = podResource(pod, 'requests', resource);
      const used = others.reduce(
        (sum, other) => sum + podResource(other, 'requests', resource),
        0,
      );
      return asked > 0 && used + asked > quantityValue(allocatable[resource]);
    })
    .map(resource => `1 Insufficient ${resource}`);
  return others.length + 1 > quantityValue(allocatable.pods)
    ? ['1 Too many pods', ...reasons]
    : reasons;
}

function refuse(
  context: ControllerContext,
  pod: KubernetesObject,
  message: string,
): void {
  const status = fields(pod.status);
  const conditions = mergeConditions(
    [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
      },
    ],
    status.conditions,
  );
  writeStatus(
    context.client,
    pod,
    { phase: 'Pending', ...status, conditions },
    MANAGER,
  );
  context.recordEvent(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: COMPONENT,
  });
}
