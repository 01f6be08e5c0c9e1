import { JsonObject, JsonValue } from './kubernetesObject';

/** Tells whether a value is a JSON object: not null, not a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether a value can stand in a manifest: JSON all the way down. */
export function isJsonValue(value: unknown): value is JsonValue {
  if (Array.isArray(value)) return value.every(isJsonValue);
  if (isJsonObject(value)) {
    return Object.values(value).every(
      field => field === undefined || isJsonValue(field),
    );
  }
  return (
    value === null || ['string', 'number', 'boolean'].includes(typeof value)
  );
}

/** A deep copy of JSON; fields that are `undefined` are left out. */
export function copyJson<T>(value: T): T;
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, item => copyJson(item));
  if (!isJsonObject(value)) return value;
  // Copied at once, then what is deep in it: much quicker than field by field.
  const copy: Record<string, unknown> = { ...value };
  for (const name of Object.keys(copy)) {
    const field = copy[name];
    if (field === undefined) delete copy[name];
    else if (typeof field === 'object') copy[name] = copyJson(field);
  }
  return copy;
}

/** Deep equality as the API server sees it: the order of fields does not matter. */
export function equalJson(left: unknown, right: unknown): boolean {
  return stableJson(left) === stableJson(right);
}

/** JSON text with sorted keys, so that equal values have equal texts. */
export function stableJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, field: unknown) =>
      isJsonObject(field)
        ? Object.fromEntries(
            Object.entries(field).sort(([a], [b]) => compareText(a, b)),
          )
        : field,
    ) ?? 'null'
  );
}

/** Compares by code unit, as Go sorts ASCII strings; for `Array.sort`. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
