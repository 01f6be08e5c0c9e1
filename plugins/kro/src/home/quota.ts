import { KubernetesObject } from '@mini-atlas/kro';

/** How much of one limit is used. */
export interface QuotaUse {
  /** In words: `CPU`, `Memory`, `Pods`. */
  label: string;
  used: string;
  hard: string;
  /** 0 to 1. */
  share: number;
}

const SUFFIXES: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity as a number; NaN when it is none. */
export function readQuantity(text: string): number {
  const match = /^([0-9.]+)(m|k|[MGT]|[KMGT]i)?$/.exec(text);
  return match ? Number(match[1]) * SUFFIXES[match[2] ?? ''] : Number.NaN;
}

const LABELS: Record<string, string> = {
  'requests.cpu': 'CPU',
  'requests.memory': 'Memory',
  pods: 'Pods',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads a ResourceQuota's `status.hard` and `status.used`; empty before the cluster has counted. */
export function readQuota(object: KubernetesObject): QuotaUse[] {
  const { status } = object;
  if (!isRecord(status) || !isRecord(status.hard) || !isRecord(status.used)) {
    return [];
  }
  const { hard, used } = status;
  return Object.keys(hard).flatMap((name): QuotaUse[] => {
    const limit = readQuantity(String(hard[name]));
    const now = readQuantity(String(used[name] ?? '0'));
    return limit > 0 && now >= 0
      ? [
          {
            label: LABELS[name] ?? name,
            used: String(used[name] ?? '0'),
            hard: String(hard[name]),
            share: Math.min(1, now / limit),
          },
        ]
      : [];
  });
}
