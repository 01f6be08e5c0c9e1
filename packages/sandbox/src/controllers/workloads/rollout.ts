import { KubernetesObject } from '@mini-atlas/kro';
import { count, Fields, fields, text } from '../fields';

/** How many pods a Deployment may have too many or too few while it rolls out. */
export interface RolloutLimits {
  replicas: number;
  maxSurge: number;
  maxUnavailable: number;
}

/** A ReplicaSet that is to get another size. */
export interface Scaling {
  replicaSet: KubernetesObject;
  replicas: number;
}

/** Reads a Deployment's limits: percentages of `replicas`, surge rounded up, unavailable rounded down, never both 0. */
export function rolloutLimits(deployment: KubernetesObject): RolloutLimits {
  const spec = fields(deployment.spec);
  const replicas = count(spec.replicas, 1);
  const strategy = fields(spec.strategy);
  if (strategy.type === 'Recreate') {
    return { replicas, maxSurge: 0, maxUnavailable: replicas };
  }
  const rolling = fields(strategy.rollingUpdate);
  const maxSurge = share(rolling.maxSurge ?? '25%', replicas, Math.ceil);
  const maxUnavailable = share(
    rolling.maxUnavailable ?? '25%',
    replicas,
    Math.floor,
  );
  return {
    replicas,
    maxSurge,
    maxUnavailable:
      maxSurge === 0 && maxUnavailable === 0
        ? 1
        : Math.min(maxUnavailable, replicas),
  };
}

/**
 * The next sizes of a rolling update, as deployment/rolling.go chooses them: the new ReplicaSet grows up to
 * replicas + maxSurge pods in all; old ones give up what is not healthy first, then as much as keeps
 * replicas - maxUnavailable pods available. `old` is ordered from the oldest.
 */
export function rollingUpdate(
  current: KubernetesObject,
  old: KubernetesObject[],
  limits: RolloutLimits,
): Scaling[] {
  const grown = scaleNew(current, old, limits);
  return grown ? [grown] : scaleOld(current, old, limits);
}

/** The next sizes for strategy `Recreate`: everything old away first, then the new one at once. */
export function recreate(
  current: KubernetesObject,
  old: KubernetesObject[],
  limits: RolloutLimits,
): Scaling[] {
  const running = old.filter(replicaSet => desired(replicaSet) > 0);
  if (running.length > 0) {
    return running.map(replicaSet => ({ replicaSet, replicas: 0 }));
  }
  const gone = old.every(replicaSet => observed(replicaSet).replicas === 0);
  return gone && desired(current) !== limits.replicas
    ? [{ replicaSet: current, replicas: limits.replicas }]
    : [];
}

/** The `spec.replicas` of a ReplicaSet. */
export function desired(replicaSet: KubernetesObject): number {
  return count(fields(replicaSet.spec).replicas, 1);
}

/** The counts of a ReplicaSet's status. */
export function observed(replicaSet: KubernetesObject) {
  const status: Fields = fields(replicaSet.status);
  return {
    replicas: count(status.replicas),
    ready: count(status.readyReplicas),
    available: count(status.availableReplicas),
  };
}

function scaleNew(
  current: KubernetesObject,
  old: KubernetesObject[],
  { replicas, maxSurge }: RolloutLimits,
): Scaling | undefined {
  const size = desired(current);
  if (size > replicas) return { replicaSet: current, replicas };
  const total = [current, ...old].reduce((sum, rs) => sum + desired(rs), 0);
  const room = replicas + maxSurge - total;
  const next = size + Math.max(0, Math.min(room, replicas - size));
  return next === size ? undefined : { replicaSet: current, replicas: next };
}

function scaleOld(
  current: KubernetesObject,
  old: KubernetesObject[],
  { replicas, maxUnavailable }: RolloutLimits,
): Scaling[] {
  const all = [current, ...old];
  const total = all.reduce((sum, rs) => sum + desired(rs), 0);
  const minAvailable = replicas - maxUnavailable;
  const newUnavailable = desired(current) - observed(current).available;
  let removable = total - minAvailable - newUnavailable;
  const sizes = new Map(old.map(rs => [rs, desired(rs)]));

  for (const rs of old) {
    const unhealthy = desired(rs) - observed(rs).available;
    const taken = Math.max(0, Math.min(unhealthy, removable));
    sizes.set(rs, desired(rs) - taken);
    removable -= taken;
  }

  const available = all.reduce((sum, rs) => sum + observed(rs).available, 0);
  let spare = Math.min(available - minAvailable, removable);
  for (const rs of old) {
    const size = sizes.get(rs) ?? 0;
    const taken = Math.max(0, Math.min(size, spare));
    sizes.set(rs, size - taken);
    spare -= taken;
  }
  return [...sizes]
    .filter(([rs, size]) => size !== desired(rs))
    .map(([replicaSet, size]) => ({ replicaSet, replicas: size }));
}

function share(
  value: unknown,
  of: number,
  round: (value: number) => number,
): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(text(value));
  return percent ? round((Number(percent[1]) * of) / 100) : 0;
}
