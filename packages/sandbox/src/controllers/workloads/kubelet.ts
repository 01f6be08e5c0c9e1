import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { Fields, fields, items, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { missingConfig, missingVolume } from './containerConfig';
import { ContainerRun } from './containerLife';
import { advanceContainer, newContainerRun } from './containerRun';
import { NODE_NAME } from './node';
import { podId, PodRun, podStatus } from './podStatus';

const POD = { apiVersion: 'v1', kind: 'Pod' };
const VOLUME_RETRY_MS = 1_000;

/**
 * Imitates the kubelet of Kubernetes 1.36 for the pods bound to the node: pulls, starts, readiness, restarts
 * and back-offs with their statuses, conditions and events. No container really runs: imageBehaviour says
 * how it turns out, Timing how long it takes; pods that are not restarted always end well after a start.
 * Leaves out: liveness and startup probes, graceful termination, sidecars, evictions, exec and logs.
 */
export function startKubelet(context: ControllerContext): () => void {
  const node: Node = { runs: new Map(), images: new Set(), lastAddress: 1 };
  return runController(context, {
    name: 'kubelet',
    type: POD,
    reconcile: key => {
      const id = `${key.namespace}/${key.name}`;
      const pod = context.client.get({ ...POD, ...key });
      if (!pod) node.runs.delete(id);
      if (!pod || fields(pod.spec).nodeName !== NODE_NAME) return {};
      return runPod(context, node, id, pod);
    },
  });
}

interface Node {
  runs: Map<string, PodRun & { uid?: string }>;
  images: Set<string>;
  /** The number of the last pod address given out. */
  lastAddress: number;
}

function runPod(
  context: ControllerContext,
  node: Node,
  id: string,
  pod: KubernetesObject,
): { requeueAfter?: number } {
  const phase = fields(pod.status).phase;
  if (phase === 'Succeeded' || phase === 'Failed') return {};
  const run = takeOn(node, id, pod);
  const volume = missingVolume(context.client, pod);
  const wait = volume
    ? refuseMount(context, pod, volume)
    : advancePod(context, node, pod, run);
  writeStatus(context.client, pod, podStatus(pod, run), 'kubelet');
  return { requeueAfter: wait };
}

function takeOn(node: Node, id: string, pod: KubernetesObject): PodRun {
  const known = node.runs.get(id);
  if (known && known.uid === pod.metadata.uid) return known;
  node.lastAddress += 1;
  const address = node.lastAddress;
  const run = {
    uid: pod.metadata.uid,
    ip: `10.244.${Math.floor(address / 250)}.${(address % 250) + 1}`,
    startedAt: Date.now(),
    containers: new Map<string, ContainerRun>(),
  };
  node.runs.set(id, run);
  return run;
}

function refuseMount(
  context: ControllerContext,
  pod: KubernetesObject,
  message: string,
): number {
  context.recordEvent(pod, {
    type: 'Warning',
    reason: 'FailedMount',
    message,
    component: 'kubelet',
  });
  return VOLUME_RETRY_MS;
}

/** Moves the containers on: init containers one after the other, then the others together. */
function advancePod(
  context: ControllerContext,
  node: Node,
  pod: KubernetesObject,
  run: PodRun,
): number | undefined {
  const spec = fields(pod.spec);
  for (const container of items(spec.initContainers)) {
    const wait = advance(context, node, pod, run, container, true);
    const ended = run.containers.get(text(container.name));
    const done =
      ended?.phase === 'Terminated' && ended.lastTermination?.exitCode === 0;
    if (!done) return wait;
  }
  const completes = (spec.restartPolicy ?? 'Always') !== 'Always';
  const waits = items(spec.containers)
    .map(container => advance(context, node, pod, run, container, completes))
    .filter((wait): wait is number => wait !== undefined);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

function advance(
  context: ControllerContext,
  node: Node,
  pod: KubernetesObject,
  run: PodRun,
  container: Fields,
  completes: boolean,
): number | undefined {
  const now = Date.now();
  const name = text(container.name);
  const step = advanceContainer(
    run.containers.get(name) ?? newContainerRun(now),
    {
      container,
      podId: podId(pod),
      podIp: run.ip,
      completes,
      restarts: fields(pod.spec).restartPolicy !== 'Never',
      images: node.images,
      timing: context.timing,
      missingConfig: () => missingConfig(context.client, pod, container),
      now,
    },
  );
  run.containers.set(name, step.run);
  step.events.forEach(event =>
    context.recordEvent(pod, { ...event, component: 'kubelet' }),
  );
  return step.wait;
}
