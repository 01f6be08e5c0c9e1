import { JsonObject } from '@mini-atlas/kro';

/** Narrows a JSON value to an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Applies a JSON Merge Patch (RFC 7386): `null` takes a field out, objects are merged, everything else is replaced. */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const kept = isJsonObject(target) ? target : {};
  const result = new Map<string, JsonObject[string]>(Object.entries(kept));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else {
      result.set(
        key,
        isJsonObject(value) ? mergePatch(result.get(key), value) : value,
      );
    }
  }
  return Object.fromEntries(result);
}

/** The JSON Merge Patch that leads from one object to another; empty when they say the same. */
export function mergePatchBetween(
  before: JsonObject,
  after: JsonObject,
): JsonObject {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].flatMap((key): [string, JsonObject[string]][] => {
      const was = before[key];
      const is = after[key];
      if (sameJson(was, is)) return [];
      if (is === undefined) return [[key, null]];
      return [
        [
          key,
          isJsonObject(was) && isJsonObject(is)
            ? mergePatchBetween(was, is)
            : is,
        ],
      ];
    }),
  );
}

/** Whether two JSON values say the same, in whatever order their fields are; a field that is `undefined` is none. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
