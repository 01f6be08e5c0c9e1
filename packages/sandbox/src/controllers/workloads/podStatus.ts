import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { rfc3339 } from '../clock';
import { mergeConditions } from '../conditions';
import { Fields, fields, items, text } from '../fields';
import { ContainerRun, Termination } from './containerLife';
import { namedBackoff } from './containerRun';
import { fullReference, pullError } from './imageBehaviour';
import { NODE_ADDRESS } from './node';
import { qosClass } from './podResources';

/** A pod on the node: its address, when the kubelet took it on, and its containers by name. */
export interface PodRun {
  ip: string;
  startedAt: number;
  containers: Map<string, ContainerRun>;
}

/** The `status` that the kubelet of Kubernetes 1.36 reports for a pod in that state. */
export function podStatus(pod: KubernetesObject, run: PodRun): Fields {
  const spec = fields(pod.spec);
  const init = items(spec.initContainers);
  const main = items(spec.containers);
  const initialised = init.every(
    container => runOf(run, container)?.phase === 'Terminated',
  );
  const statusOf = (container: Fields) =>
    containerStatus(pod, container, runOf(run, container), initialised);
  const phase = podPhase(main.map(container => runOf(run, container)));
  return {
    phase,
    conditions: mergeConditions(
      podConditions(run, main, init, initialised, phase),
      fields(pod.status).conditions,
    ),
    hostIP: NODE_ADDRESS,
    hostIPs: [{ ip: NODE_ADDRESS }],
    podIP: run.ip,
    podIPs: [{ ip: run.ip }],
    startTime: rfc3339(run.startedAt),
    qosClass: fields(pod.status).qosClass ?? qosClass(pod),
    ...(init.length > 0 ? { initContainerStatuses: init.map(statusOf) } : {}),
    containerStatuses: main.map(statusOf),
  };
}

function podPhase(runs: (ContainerRun | undefined)[]): string {
  const ended = runs.filter(run => run?.phase === 'Terminated');
  if (ended.length === runs.length) {
    return ended.every(run => run?.lastTermination?.exitCode === 0)
      ? 'Succeeded'
      : 'Failed';
  }
  return runs.every(run => run?.startedAt !== undefined)
    ? 'Running'
    : 'Pending';
}

function podConditions(
  run: PodRun,
  main: Fields[],
  init: Fields[],
  initialised: boolean,
  phase: string,
): Condition[] {
  const unready = names(
    main.filter(container => !runOf(run, container)?.ready),
  );
  const incomplete = names(
    init.filter(container => runOf(run, container)?.phase !== 'Terminated'),
  );
  const containersReady = readiness(unready, phase);
  return [
    { type: 'PodReadyToStartContainers', status: 'True' },
    initialised
      ? { type: 'Initialized', status: 'True' }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete}]`,
        },
    { type: 'Ready', ...containersReady },
    { type: 'ContainersReady', ...containersReady },
    { type: 'PodScheduled', status: 'True' },
  ];
}

function readiness(unready: string, phase: string): Omit<Condition, 'type'> {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  return unready === ''
    ? { status: 'True' }
    : {
        status: 'False',
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${unready}]`,
      };
}

function containerStatus(
  pod: KubernetesObject,
  container: Fields,
  run: ContainerRun | undefined,
  initialised: boolean,
): Fields {
  const image = text(container.image);
  const running = run?.phase === 'Running';
  const last = run?.phase === 'Terminated' ? undefined : run?.lastTermination;
  return {
    name: container.name,
    image: running ? fullReference(image) : image,
    imageID: '',
    ...(running ? { containerID: containerId(pod, container, run) } : {}),
    ready: run?.ready ?? false,
    started: running,
    restartCount: run?.restarts ?? 0,
    state: containerState(pod, container, run, initialised),
    lastState: last ? { terminated: terminated(last) } : {},
  };
}

function containerState(
  pod: KubernetesObject,
  container: Fields,
  run: ContainerRun | undefined,
  initialised: boolean,
): Fields {
  const image = text(container.image);
  const waiting = (reason: string, message?: string) => ({
    waiting: { reason, ...(message ? { message } : {}) },
  });
  switch (run?.phase) {
    case 'Running':
      return { running: { startedAt: rfc3339(run.startedAt ?? run.since) } };
    case 'Terminated':
      return run.lastTermination
        ? { terminated: terminated(run.lastTermination) }
        : {};
    case 'ErrImagePull':
      return waiting('ErrImagePull', pullError(image));
    case 'ImagePullBackOff':
      return waiting(
        'ImagePullBackOff',
        `Back-off pulling image "${image}": ErrImagePull: ${pullError(image)}`,
      );
    case 'CreateContainerConfigError':
      return waiting('CreateContainerConfigError', run.problem);
    case 'CrashLoopBackOff':
      return waiting(
        'CrashLoopBackOff',
        `back-off ${namedBackoff(run.restarts)} restarting failed container=${
          container.name
        } pod=${podId(pod)}`,
      );
    default:
      return waiting(initialised ? 'ContainerCreating' : 'PodInitializing');
  }
}

/** `name_namespace(uid)`, as the kubelet names a pod in messages. */
export function podId(pod: KubernetesObject): string {
  const { name, namespace, uid } = pod.metadata;
  return `${name}_${namespace}(${uid})`;
}

function terminated(termination: Termination): Fields {
  return {
    exitCode: termination.exitCode,
    reason: termination.reason,
    startedAt: rfc3339(termination.startedAt),
    finishedAt: rfc3339(termination.finishedAt),
  };
}

function containerId(
  pod: KubernetesObject,
  container: Fields,
  run: ContainerRun,
): string {
  const uid = (pod.metadata.uid ?? '').replace(/-/g, '');
  return `containerd://${uid}-${container.name}-${run.restarts}`;
}

function runOf(run: PodRun, container: Fields): ContainerRun | undefined {
  return run.containers.get(text(container.name));
}

function names(containers: Fields[]): string {
  return containers.map(({ name }) => text(name)).join(' ');
}
