import { KubernetesObject, Quantity } from '@mini-atlas/kro';

/** How much of one limit is used. */
export interface QuotaUse {
  /** In words: `CPU`, `Memory`, `Pods`. */
  label: string;
  used: string;
  hard: string;
  /** 0 to 1. */
  share: number;
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
    const limit = Quantity.parse(String(hard[name]))?.float;
    const now = Quantity.parse(String(used[name] ?? '0'))?.float;
    return limit && now !== undefined
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
