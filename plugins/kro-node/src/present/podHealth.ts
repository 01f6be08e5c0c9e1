import { Health } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import {
  asSentence,
  conditionOf,
  listAt,
  numberAt,
  textAt,
  valueAt,
} from './objectFields';

const IMAGE_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
];
const CONFIG_REASONS = ['CreateContainerConfigError', 'CreateContainerError'];

function exitSentence(container: string, terminated: unknown): string {
  if (textAt(terminated, 'reason') === 'OOMKilled') {
    return `Container \`${container}\` ran out of memory`;
  }
  const code = numberAt(terminated, 'exitCode');
  return code === undefined
    ? `Container \`${container}\` keeps crashing`
    : `Container \`${container}\` keeps crashing (exit code ${code})`;
}

/** The image of a container: its status may not have it yet, its spec always has. */
function imageOf(pod: KubernetesObject, status: unknown): string {
  const name = textAt(status, 'name');
  const container = [
    ...listAt(pod, 'spec', 'initContainers'),
    ...listAt(pod, 'spec', 'containers'),
  ].find(candidate => textAt(candidate, 'name') === name);
  return textAt(status, 'image') ?? textAt(container, 'image') ?? '';
}

function waitingHealth(
  pod: KubernetesObject,
  status: unknown,
): Health | undefined {
  const container = textAt(status, 'name') ?? '';
  const reason = textAt(status, 'state', 'waiting', 'reason');
  if (!reason) return undefined;
  const message = textAt(status, 'state', 'waiting', 'message');
  if (IMAGE_REASONS.includes(reason)) {
    const image = imageOf(pod, status);
    return {
      state: 'failed',
      sentence: `Image \`${image}\` cannot be pulled`,
      reason,
    };
  }
  if (reason === 'CrashLoopBackOff') {
    const last = valueAt(status, 'lastState', 'terminated');
    return { state: 'failed', sentence: exitSentence(container, last), reason };
  }
  if (CONFIG_REASONS.includes(reason)) {
    return {
      state: 'failed',
      sentence: `Container \`${container}\` cannot be started: ${
        message ?? reason
      }`,
      reason,
    };
  }
  return {
    state: 'progressing',
    sentence: `Container \`${container}\` is starting`,
    reason,
  };
}

function terminatedHealth(status: unknown): Health | undefined {
  const terminated = valueAt(status, 'state', 'terminated');
  const code = numberAt(terminated, 'exitCode');
  if (code === undefined || code === 0) return undefined;
  return {
    state: 'failed',
    sentence: exitSentence(textAt(status, 'name') ?? '', terminated),
    reason: textAt(terminated, 'reason') ?? 'Error',
  };
}

function schedulingHealth(pod: KubernetesObject): Health | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  return {
    state: 'failed',
    sentence: `No node can run it: ${asSentence(
      scheduled.message ?? 'it cannot be scheduled',
    )}`,
    ...(scheduled.reason ? { reason: scheduled.reason } : {}),
    ...(scheduled.lastTransitionTime
      ? { since: scheduled.lastTransitionTime }
      : {}),
  };
}

function containersHealth(pod: KubernetesObject): Health | undefined {
  const statuses = [
    ...listAt(pod, 'status', 'initContainerStatuses'),
    ...listAt(pod, 'status', 'containerStatuses'),
  ];
  const found = statuses.flatMap(
    status => waitingHealth(pod, status) ?? terminatedHealth(status) ?? [],
  );
  return found.find(health => health.state === 'failed') ?? found[0];
}

/** How a pod is, and in words why it does not run: image, crash, configuration, scheduling, readiness. */
export function podHealth(pod: KubernetesObject): Health {
  if (textAt(pod, 'status', 'phase') === 'Succeeded') {
    return { state: 'ready', sentence: 'Completed' };
  }
  const ready = conditionOf(pod, 'Ready');
  if (ready?.status === 'True') return { state: 'ready', sentence: 'Ready' };
  const since = ready?.lastTransitionTime ?? pod.metadata.creationTimestamp;
  const found = schedulingHealth(pod) ??
    containersHealth(pod) ?? {
      state: 'progressing',
      sentence: 'Runs, but its readiness probe has not succeeded yet',
    };
  return { ...(since ? { since } : {}), ...found };
}
