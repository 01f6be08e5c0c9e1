import { Environment } from '@marcbachmann/cel-js';
import { NANO, Quantity } from '../../quantity';

function parse(text: string): Quantity {
  const quantity = Quantity.parse(text);
  if (quantity) return quantity;
  throw new Error(
    `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$', got "${text}"`,
  );
}

/** Adds Kubernetes' quantity library to an environment. */
export function registerQuantity(env: Environment) {
  const type = 'kubernetes.Quantity';
  env
    .registerType(type, Quantity)
    .registerFunction(`quantity(string): ${type}`, parse)
    .registerFunction(
      'isQuantity(string): bool',
      (text: string) => Quantity.parse(text) !== undefined,
    )
    .registerFunction(`${type}.isInteger(): bool`, (q: Quantity) => q.isInteger)
    .registerFunction(`${type}.asInteger(): int`, (q: Quantity) => q.integer)
    .registerFunction(
      `${type}.asApproximateFloat(): double`,
      (q: Quantity) => q.float,
    )
    .registerFunction(`${type}.sign(): int`, (q: Quantity) =>
      q.compare(new Quantity(0n)),
    )
    .registerFunction(
      `${type}.compareTo(${type}): int`,
      (a: Quantity, b: Quantity) => a.compare(b),
    )
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (a: Quantity, b: Quantity) => a.nano > b.nano,
    )
    .registerFunction(
      `${type}.isLessThan(${type}): bool`,
      (a: Quantity, b: Quantity) => a.nano < b.nano,
    )
    .registerOperator(
      `${type} == ${type}`,
      (a: Quantity, b: Quantity) => a.nano === b.nano,
    );
  for (const [name, sign] of [
    ['add', 1n],
    ['sub', -1n],
  ] as const) {
    env
      .registerFunction(
        `${type}.${name}(${type}): ${type}`,
        (a: Quantity, b: Quantity) => new Quantity(a.nano + sign * b.nano),
      )
      .registerFunction(
        `${type}.${name}(int): ${type}`,
        (a: Quantity, b: bigint) => new Quantity(a.nano + sign * b * NANO),
      );
  }
}
