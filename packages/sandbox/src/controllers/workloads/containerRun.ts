import {
  ContainerEvent,
  ContainerRun,
  ContainerStep,
  ContainerSurroundings,
} from './containerLife';
import { count, Fields, fields, text } from '../fields';
import { ImageBehaviour, imageBehaviour, pullError } from './imageBehaviour';

const CONFIG_RETRY_MS = 1_000;
const MAX_BACKOFF_MS = 300_000;

/** A container of a pod that has just reached the node. */
export function newContainerRun(now: number): ContainerRun {
  return {
    phase: 'New',
    since: now,
    ready: false,
    restarts: 0,
    pullFailures: 0,
  };
}

/** Moves a container as far as it can get at `now`. */
export function advanceContainer(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  const events: ContainerEvent[] = [];
  let before = run;
  let step = nextStep(run, around);
  while (hasMoved(before, step.run)) {
    events.push(...step.events);
    if (step.wait !== undefined && step.wait > 0) return { ...step, events };
    before = step.run;
    step = nextStep(before, around);
  }
  return { ...step, events: [...events, ...step.events] };
}

function hasMoved(before: ContainerRun, now: ContainerRun): boolean {
  return before.phase !== now.phase || before.restarts !== now.restarts;
}

function nextStep(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  switch (run.phase) {
    case 'New':
      return fetchImage(run, around);
    case 'Pulling':
      return after(run, around, around.timing.imagePull, finishPull);
    case 'ErrImagePull':
      return after(run, around, backoff(around, 0) / 2, backOffPull);
    case 'ImagePullBackOff':
      return after(
        run,
        around,
        backoff(around, run.pullFailures - 1),
        fetchImage,
      );
    case 'CreateContainerConfigError':
      return after(run, around, CONFIG_RETRY_MS, start);
    case 'CrashLoopBackOff':
      return after(run, around, backoff(around, run.restarts - 1), restart);
    case 'Running':
      return proceed(run, around);
    default:
      return { run, events: [] };
  }
}

function fetchImage(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  const image = text(around.container.image);
  const policy = around.container.imagePullPolicy;
  if (policy !== 'Always' && around.images.has(image)) {
    const step = start(run, around);
    const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
    return { ...step, events: [normal('Pulled', message), ...step.events] };
  }
  return {
    run: { ...run, phase: 'Pulling', since: around.now },
    events: [normal('Pulling', `Pulling image "${image}"`)],
    wait: around.timing.imagePull,
  };
}

function finishPull(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  const image = text(around.container.image);
  if (behaviour(around) === 'cannot-be-pulled') {
    return {
      run: {
        ...run,
        phase: 'ErrImagePull',
        since: around.now,
        pullFailures: run.pullFailures + 1,
      },
      events: [
        warning(
          'Failed',
          `Failed to pull image "${image}": ${pullError(image)}`,
        ),
        warning('Failed', 'Error: ErrImagePull'),
      ],
      wait: backoff(around, 0) / 2,
    };
  }
  around.images.add(image);
  const took = `${Math.max(1, around.now - run.since)}ms`;
  const step = start(run, around);
  const message = `Successfully pulled image "${image}" in ${took} (${took} including waiting).`;
  return { ...step, events: [normal('Pulled', message), ...step.events] };
}

function backOffPull(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  return {
    run: { ...run, phase: 'ImagePullBackOff', since: around.now },
    events: [
      normal(
        'BackOff',
        `Back-off pulling image "${text(around.container.image)}"`,
      ),
      warning('Failed', 'Error: ImagePullBackOff'),
    ],
    wait: backoff(around, run.pullFailures - 1),
  };
}

function start(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  const problem = around.missingConfig();
  if (problem) {
    return {
      run: {
        ...run,
        phase: 'CreateContainerConfigError',
        since: around.now,
        problem,
      },
      events:
        problem === run.problem ? [] : [warning('Failed', `Error: ${problem}`)],
      wait: CONFIG_RETRY_MS,
    };
  }
  const name = text(around.container.name);
  return {
    run: {
      ...run,
      phase: 'Running',
      since: around.now,
      startedAt: around.now,
      ready: false,
      problem: undefined,
    },
    events: [
      normal('Created', `Created container: ${name}`),
      normal('Started', `Started container ${name}`),
    ],
    wait: 0,
  };
}

function restart(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  return fetchImage({ ...run, restarts: run.restarts + 1 }, around);
}

function proceed(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  const kind = behaviour(around);
  if (kind === 'crashes' || around.completes) {
    return after(run, around, around.timing.containerStart, end);
  }
  const probe = around.container.readinessProbe;
  if (run.ready) return { run, events: [] };
  if (!probe) return { run: { ...run, ready: true }, events: [] };
  if (kind === 'never-ready') return failProbe(run, around);
  return after(run, around, around.timing.containerStart, started => ({
    run: { ...started, ready: true },
    events: [],
  }));
}

function end(run: ContainerRun, around: ContainerSurroundings): ContainerStep {
  const failed = behaviour(around) === 'crashes';
  const ended: ContainerRun = {
    ...run,
    phase: 'Terminated',
    since: around.now,
    ready: false,
    lastTermination: {
      exitCode: failed ? 1 : 0,
      reason: failed ? 'Error' : 'Completed',
      startedAt: run.startedAt ?? around.now,
      finishedAt: around.now,
    },
  };
  if (!failed || !around.restarts) return { run: ended, events: [] };
  if (run.restarts === 0) return restart(ended, around);
  const { container, podId } = around;
  const message = `Back-off restarting failed container ${container.name} in pod ${podId}`;
  return {
    run: { ...ended, phase: 'CrashLoopBackOff' },
    events: [warning('BackOff', message)],
    wait: backoff(around, run.restarts - 1),
  };
}

function failProbe(
  run: ContainerRun,
  around: ContainerSurroundings,
): ContainerStep {
  const probe = fields(around.container.readinessProbe);
  const period = count(probe.periodSeconds, 10) * 1_000;
  const next = (run.lastProbe ?? -Infinity) + period - around.now;
  if (next > 0) return { run, events: [], wait: next };
  return {
    run: { ...run, lastProbe: around.now },
    events: [
      warning(
        'Unhealthy',
        `Readiness probe failed: ${probeFailure(probe, around.podIp)}`,
      ),
    ],
    wait: period,
  };
}

function probeFailure(probe: Fields, podIp: string): string {
  if (probe.httpGet) return 'HTTP probe failed with statuscode: 503';
  const port = fields(probe.tcpSocket).port ?? fields(probe.grpc).port;
  return port === undefined
    ? 'command exited with code 1'
    : `dial tcp ${podIp}:${port}: connect: connection refused`;
}

function after(
  run: ContainerRun,
  around: ContainerSurroundings,
  delay: number,
  then: (run: ContainerRun, around: ContainerSurroundings) => ContainerStep,
): ContainerStep {
  const wait = run.since + delay - around.now;
  return wait > 0 ? { run, events: [], wait } : then(run, around);
}

/** Doubles with each failure as the kubelet's, from 20 times a pull (at least 1 s) up to 5 minutes. */
function backoff({ timing }: ContainerSurroundings, failures: number): number {
  const first = Math.max(1_000, 20 * timing.imagePull);
  return Math.min(first * 2 ** failures, MAX_BACKOFF_MS);
}

/** The delay that the kubelet names in its messages, in seconds: 10, 20, 40, … */
export function namedBackoff(restarts: number): string {
  const seconds = Math.min(10 * 2 ** Math.max(0, restarts - 1), 300);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function behaviour({ container }: ContainerSurroundings): ImageBehaviour {
  return imageBehaviour(text(container.image));
}

function normal(reason: string, message: string): ContainerEvent {
  return { type: 'Normal', reason, message };
}

function warning(reason: string, message: string): ContainerEvent {
  return { type: 'Warning', reason, message };
}
