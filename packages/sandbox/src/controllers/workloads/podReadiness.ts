import { KubernetesObject } from '@mini-atlas/kro';
import { count, fields, items, text } from '../fields';

/** Whether a pod's Ready condition is True. */
export function isReady(pod: KubernetesObject): boolean {
  return readySince(pod) !== undefined;
}

/** Whether a pod still counts for its controller: it has neither ended nor is it going. */
export function isActive(pod: KubernetesObject): boolean {
  const phase = fields(pod.status).phase;
  return (
    phase !== 'Succeeded' &&
    phase !== 'Failed' &&
    !pod.metadata.deletionTimestamp
  );
}

/** Milliseconds until a ready pod has been ready for `minReadySeconds`; 0 when it has, `undefined` when it is not ready. */
export function untilAvailable(
  pod: KubernetesObject,
  minReadySeconds: unknown,
): number | undefined {
  const since = readySince(pod);
  if (since === undefined) return undefined;
  const minimum = count(minReadySeconds) * 1_000;
  return minimum === 0 ? 0 : Math.max(0, since + minimum - Date.now());
}

function readySince(pod: KubernetesObject): number | undefined {
  const ready = items(fields(pod.status).conditions).find(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
  return ready && Date.parse(text(ready.lastTransitionTime));
}
