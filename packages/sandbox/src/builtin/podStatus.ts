import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { ageOf } from './duration';
import { numberAt, objectAt, objectsAt, stringAt } from './fields';

/** The one word (`Running`, `ImagePullBackOff`, `Init:0/1`) that tables show of a pod; after `printPod`. */
export function podStatus(pod: KubernetesObject): string {
  const phase =
    stringAt(pod, 'status', 'reason') || stringAt(pod, 'status', 'phase') || '';
  const status =
    initStatus(pod) ??
    (isScheduled(pod) ? containersStatus(pod, phase) : phase);
  if (!pod.metadata.deletionTimestamp) return status;
  if (stringAt(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  return ['Failed', 'Succeeded'].includes(phase) ? status : 'Terminating';
}

/** How often the containers were restarted, and when the last time was. */
export function podRestarts(pod: KubernetesObject, now: Date): string {
  const statuses = objectsAt(pod, 'status', 'containerStatuses');
  const restarts = statuses.reduce(
    (sum, status) => sum + (numberAt(status, 'restartCount') ?? 0),
    0,
  );
  const last = statuses
    .map(
      status => stringAt(status, 'lastState', 'terminated', 'finishedAt') ?? '',
    )
    .sort()
    .at(-1);
  return restarts > 0 && last
    ? `${restarts} (${ageOf(last, now)} ago)`
    : String(restarts);
}

/** A pod that is not scheduled yet has no container states worth showing. */
function isScheduled(pod: KubernetesObject): boolean {
  return objectsAt(pod, 'status', 'containerStatuses').length > 0;
}

function initStatus(pod: KubernetesObject): string | undefined {
  const statuses = objectsAt(pod, 'status', 'initContainerStatuses');
  const total = objectsAt(pod, 'spec', 'initContainers').length;
  const index = statuses.findIndex(
    status => numberAt(status, 'state', 'terminated', 'exitCode') !== 0,
  );
  if (index < 0) return undefined;
  const state = objectAt(statuses[index], 'state');
  const terminated = objectAt(state, 'terminated');
  if (terminated) return `Init:${terminationWord(terminated)}`;
  const reason = stringAt(state, 'waiting', 'reason');
  return reason && reason !== 'PodInitializing'
    ? `Init:${reason}`
    : `Init:${index}/${total}`;
}

function containersStatus(pod: KubernetesObject, phase: string): string {
  let status = phase;
  let hasRunning = false;
  for (const container of objectsAt(
    pod,
    'status',
    'containerStatuses',
  ).reverse()) {
    const state = objectAt(container, 'state');
    const waiting = stringAt(state, 'waiting', 'reason');
    const terminated = objectAt(state, 'terminated');
    if (waiting) status = waiting;
    else if (terminated) status = terminationWord(terminated);
    else if (container.ready === true && objectAt(state, 'running')) {
      hasRunning = true;
    }
  }
  if (status !== 'Completed' || !hasRunning) return status;
  const isReady = objectsAt(pod, 'status', 'conditions').some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
  return isReady ? 'Running' : 'NotReady';
}

function terminationWord(terminated: JsonObject): string {
  const reason = stringAt(terminated, 'reason');
  if (reason) return reason;
  const signal = numberAt(terminated, 'signal');
  return signal
    ? `Signal:${signal}`
    : `ExitCode:${numberAt(terminated, 'exitCode') ?? 0}`;
}
