import { JsonObject, JsonValue } from '@mini-atlas/kro';

/** Is this a JSON object (not null, not a list)? */
export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The value at a path of field names; `undefined` where something on the way is no object. */
export function valueAt(root: unknown, ...path: string[]): unknown {
  let value = root;
  for (const field of path) {
    if (!isObject(value) || !Object.hasOwn(value, field)) return undefined;
    value = value[field];
  }
  return value;
}

/** The object at a path, if it is one. */
export function objectAt(
  root: unknown,
  ...path: string[]
): JsonObject | undefined {
  const value = valueAt(root, ...path);
  return isObject(value) ? value : undefined;
}

/** The objects of the list at a path; empty where there is none. */
export function objectsAt(root: unknown, ...path: string[]): JsonObject[] {
  const value = valueAt(root, ...path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The string at a path, if it is one. */
export function stringAt(root: unknown, ...path: string[]): string | undefined {
  const value = valueAt(root, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The number at a path, if it is one. */
export function numberAt(root: unknown, ...path: string[]): number | undefined {
  const value = valueAt(root, ...path);
  return typeof value === 'number' ? value : undefined;
}

/** The strings of the list at a path. */
export function stringsAt(root: unknown, ...path: string[]): string[] {
  const value = valueAt(root, ...path);
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** The object at a path, made (with all above it) where it is missing. */
export function ensureObject(root: JsonObject, ...path: string[]): JsonObject {
  let object = root;
  for (const field of path) {
    const next = object[field];
    if (isObject(next)) {
      object = next;
    } else {
      const made: JsonObject = {};
      object[field] = made;
      object = made;
    }
  }
  return object;
}

/** Sets a field that is missing or null, or an empty text: Go cannot tell that from a missing one. */
export function setDefault(
  object: JsonObject | undefined,
  field: string,
  value: JsonValue,
): void {
  if (!object) return;
  const present = object[field];
  const isEmpty = present === '' && typeof value === 'string';
  if (present === undefined || present === null || isEmpty) {
    object[field] = value;
  }
}
