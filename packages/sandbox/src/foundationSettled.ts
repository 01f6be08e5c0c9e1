import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from './client';

const FOUNDATION = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  namespace: 'flux-system',
  name: 'foundation',
};

/**
 * Resolves when the Kustomization of the abstractions is ready, has been tried and failed, is not there, or the
 * limit has passed. One that only waits for its source says Ready=False, too, and is not settled.
 */
export function foundationSettled(
  client: Client,
  limitMs: number,
): Promise<void> {
  return new Promise(resolve => {
    const ends: (() => void)[] = [];
    const settle = () => {
      // The first call comes before `watch` has returned.
      setImmediate(() => ends.forEach(end => end()));
      resolve();
    };
    const limit = setTimeout(settle, limitMs);
    ends.push(
      () => clearTimeout(limit),
      client.watch(FOUNDATION, ({ object }) => {
        const { name } = object.metadata;
        if (name === FOUNDATION.name && isSettled(object)) settle();
      }),
    );
    if (!client.get(FOUNDATION)) settle();
  });
}

/** Ready, or being tried again after a failure: only then does Flux mark `ProgressingWithRetry` or `Stalled`. */
function isSettled({ status }: KubernetesObject): boolean {
  if (!hasConditions(status)) return false;
  return status.conditions.some(
    ({ type, status: value, reason }) =>
      (type === 'Ready' && value === 'True') ||
      (type === 'Stalled' && value === 'True') ||
      (type === 'Reconciling' && reason === 'ProgressingWithRetry'),
  );
}

function hasConditions(
  status: unknown,
): status is { conditions: Record<string, unknown>[] } {
  return (
    typeof status === 'object' &&
    status !== null &&
    'conditions' in status &&
    Array.isArray(status.conditions)
  );
}
