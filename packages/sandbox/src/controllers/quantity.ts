const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number a Kubernetes quantity stands for, e.g. `100m` is 0.1 and `1Ki` is 1024.
 * Exact to a double's precision; anything that is no quantity counts as 0.
 */
export function quantityValue(quantity: unknown): number {
  if (typeof quantity === 'number') return quantity;
  if (typeof quantity !== 'string') return 0;
  const exponent = /^([+-]?[0-9.]+)[eE]([+-]?[0-9]+)$/.exec(quantity);
  if (exponent) return Number(`${exponent[1]}e${exponent[2]}`);
  const match = /^([+-]?[0-9.]+)([numkMGTPE]|[KMGTPE]i)?$/.exec(quantity);
  return match ? Number(match[1]) * FACTORS[match[2] ?? ''] : 0;
}

/** Whether a quantity is written with powers of two, so that sums of it should be too. */
export function isBinary(quantity: unknown): boolean {
  return typeof quantity === 'string' && /i$/.test(quantity);
}

/** Writes a number as a quantity: the largest unit that keeps it whole, milli where it is not. */
export function formatQuantity(value: number, binary = false): string {
  if (value === 0) return '0';
  if (!Number.isInteger(value)) return `${Math.round(value * 1000)}m`;
  const units = binary
    ? ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']
    : ['E', 'P', 'T', 'G', 'M', 'k'];
  const unit = units.find(candidate => value % FACTORS[candidate] === 0);
  return unit ? `${value / FACTORS[unit]}${unit}` : String(value);
}
