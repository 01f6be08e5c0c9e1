import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { OpenApiSchema } from '../contract';
import { fromBase64, toBase64 } from '../digest/encoding';
import { isJsonObject } from '../json';
import { JsonValue } from '../kubernetesObject';
import { OMITTED } from './omitted';
import { itemSchema, propertySchema } from '../schema/openApi';

/** A CEL result that cannot stand in a manifest, e.g. bytes; the message is KRO's. */
export class UnsupportedValueError extends Error {
  constructor(message: string) {
    super(`unsupported type: ${message}`);
    this.name = 'UnsupportedValueError';
  }
}

function numberToCel(value: number, schema?: OpenApiSchema): unknown {
  if (schema?.type === 'number') return value;
  return Number.isInteger(value) ? BigInt(value) : value;
}

function stringToCel(value: string, schema?: OpenApiSchema): unknown {
  if (schema?.type !== 'string') return value;
  if (schema.format === 'byte') return fromBase64(value);
  if (schema.format === 'date-time' || schema.format === 'date') {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? value : date;
  }
  return value;
}

/**
 * Turns JSON into what the CEL engine computes with: int64 as bigint, doubles as numbers.
 * The schema decides where there is one; without it a whole number is an int, as in KRO.
 */
export function jsonToCel(value: unknown, schema?: OpenApiSchema): unknown {
  if (typeof value === 'number') return numberToCel(value, schema);
  if (typeof value === 'string') return stringToCel(value, schema);
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    // Not map(): the engine knows lists by their constructor, and this one may come from another realm.
    return Array.from(value, item => jsonToCel(item, items));
  }
  if (isJsonObject(value)) {
    // Copied at once, then what is another value in CEL: much quicker than field by field.
    const object: Record<string, unknown> = { ...value };
    for (const name of Object.keys(object)) {
      const field = object[name];
      if (field === undefined) delete object[name];
      else if (typeof field !== 'boolean') {
        object[name] = jsonToCel(field, propertySchema(schema, name));
      }
    }
    return object;
  }
  return value;
}

function intToJson(value: bigint): number {
  const number = Number(value);
  if (BigInt(number) !== value) {
    throw new UnsupportedValueError(
      `integer ${value} does not fit a JSON number here; convert it explicitly, e.g. string(...)`,
    );
  }
  return number;
}

function objectToJson(value: object): JsonValue {
  if (value instanceof Optional) {
    return value.hasValue() ? celToJson(value.value()) : null;
  }
  if (value instanceof UnsignedInt) return intToJson(value.value);
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, 'Z');
  if (value instanceof Duration) return value.toString();
  if (value instanceof Uint8Array) {
    throw new UnsupportedValueError(
      'bytes value cannot be used directly in a resource template or status field; encode it explicitly, e.g. base64.encode(...)',
    );
  }
  if (Array.isArray(value)) {
    return value.filter(item => item !== OMITTED).map(celToJson);
  }
  if (value.constructor !== Object && value.constructor !== undefined) {
    throw new UnsupportedValueError(value.constructor.name);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== OMITTED)
      .map(([name, field]) => [name, celToJson(field)]),
  );
}

/**
 * Turns a CEL result into JSON; an empty optional is null, and what is `omit()` within a map or list is left out.
 *
 * @throws UnsupportedValueError for what KRO cannot put into a manifest either
 */
export function celToJson(value: unknown): JsonValue {
  if (typeof value === 'bigint') return intToJson(value);
  if (typeof value === 'object' && value !== null) return objectToJson(value);
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  throw new UnsupportedValueError(typeof value);
}

function scalarKey(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (value instanceof UnsignedInt) return value.value;
  if (value instanceof Uint8Array) return toBase64(value);
  return value;
}

/** Equality of two CEL values, whole and deep; an int equals a double of the same value. */
export function equalCel(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item, i) => equalCel(item, right[i]))
    );
  }
  const [a, b] = [scalarKey(left), scalarKey(right)];
  if (isJsonObject(a) && isJsonObject(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every(name => Object.hasOwn(b, name) && equalCel(a[name], b[name]))
    );
  }
  if (typeof a === 'bigint' && typeof b === 'number') return Number(a) === b;
  if (typeof a === 'number' && typeof b === 'bigint') return a === Number(b);
  return a === b;
}

type Comparable = bigint | number | string | boolean | Date;

function isComparable(value: unknown): value is Comparable {
  return (
    ['bigint', 'number', 'string', 'boolean'].includes(typeof value) ||
    value instanceof Date
  );
}

/** Compares two CEL values for sorting; throws for values that have no order. */
export function compareCel(left: unknown, right: unknown): number {
  if (!isComparable(left) || !isComparable(right)) {
    throw new Error('no such overload: list elements cannot be compared');
  }
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
