import { Quantity } from '@mini-atlas/kro';

/**
 * The number a Kubernetes quantity stands for, e.g. `100m` is 0.1 and `1Ki` is 1024.
 * What is absent counts as 0; what is no quantity does not pass the API server.
 */
export function quantityValue(quantity: unknown): number {
  return Quantity.parse(String(quantity ?? '0'))?.float ?? 0;
}

/** Whether a quantity is written with powers of two, so that sums of it should be too. */
export function isBinary(quantity: unknown): boolean {
  return typeof quantity === 'string' && /i$/.test(quantity);
}

const DECIMAL_UNITS = ['E', 'P', 'T', 'G', 'M', 'k'];
const BINARY_UNITS = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];

/** Writes a number as a quantity: the largest unit that keeps it whole, milli where it is not. */
export function formatQuantity(value: number, binary = false): string {
  if (value === 0) return '0';
  if (!Number.isInteger(value)) return `${Math.round(value * 1000)}m`;
  for (const unit of binary ? BINARY_UNITS : DECIMAL_UNITS) {
    const factor = quantityValue(`1${unit}`);
    if (value % factor === 0) return `${value / factor}${unit}`;
  }
  return String(value);
}
