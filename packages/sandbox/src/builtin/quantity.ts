import { Quantity } from '@mini-atlas/kro';

/** What is wrong with a resource quantity such as `500m` or `1Gi`; `undefined` when nothing is. */
export function quantityFault(value: unknown): string | undefined {
  if (typeof value === 'number') {
    return value < 0 ? 'must be greater than or equal to 0' : undefined;
  }
  if (typeof value !== 'string' || !Quantity.parse(value)) {
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  }
  return value.startsWith('-')
    ? 'must be greater than or equal to 0'
    : undefined;
}
