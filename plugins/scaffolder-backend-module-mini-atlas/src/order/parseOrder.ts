import { InputError } from '@backstage/errors';
import {
  checkDnsLabel,
  checkOwner,
} from '@mini-atlas/backstage-plugin-kro-node';
import { JsonObject } from '@mini-atlas/kro';
import { Order } from './order';

/**
 * Reads an order from a write action's input, which people may have typed.
 * Throws `InputError` that names field, value and rule.
 */
export function parseOrder(input: Record<string, unknown>): Order {
  const { name, namespace, owner, spec } = input;
  return {
    name: checkDnsLabel('name', name),
    ...(isGiven(namespace)
      ? { namespace: checkDnsLabel('namespace', namespace) }
      : {}),
    ...(isGiven(owner) ? { owner: checkOwner(owner) } : {}),
    spec: fields(spec),
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function fields(value: unknown): JsonObject {
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  throw new InputError(
    `spec is ${JSON.stringify(
      value,
    )}: it must be an object with the abstraction's fields`,
  );
}

/** Template inputs are JSON: they were rendered from YAML through `JSON.parse`. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
