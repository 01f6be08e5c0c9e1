import { OpenApiSchema } from '@mini-atlas/kro';
import { jsonEqual } from './jsonEqual';
import { fieldOf, isRecord, listMapKeysOf, textOf } from './keywords';

/**
 * What a value was before an update. Fields of objects and items of lists of type `map` have something they were before;
 * items of other lists have no identity. Follows `cel/common/equality.go` of k8s.io/apiserver 0.36.
 */
export interface Correlation {
  /** The value before. */
  value: unknown;
}

/** What a field was before; undefined where that cannot be told. */
export function fieldBefore(
  before: Correlation | undefined,
  key: string,
): Correlation | undefined {
  return before && isRecord(before.value) && before.value[key] !== undefined
    ? { value: before.value[key] }
    : undefined;
}

/** What an item of a list was before; undefined where that cannot be told. */
export function itemBefore(
  before: Correlation | undefined,
  item: unknown,
  schema: OpenApiSchema,
): Correlation | undefined {
  if (!before || !Array.isArray(before.value) || !isRecord(item)) {
    return undefined;
  }
  if (textOf(schema, 'x-kubernetes-list-type') !== 'map') return undefined;
  const keys = listMapKeysOf(schema);
  const value = before.value.find(
    other => isRecord(other) && keys.every(key => other[key] === item[key]),
  );
  return value === undefined ? undefined : { value };
}

/** Whether a value is what it was before. The order of items that have an identity does not matter. */
export function isUnchanged(
  schema: OpenApiSchema,
  value: unknown,
  before: Correlation | undefined,
): boolean {
  if (!before) return false;
  if (Array.isArray(value)) return isSameList(schema, value, before);
  if (!isRecord(value) || !isRecord(before.value)) {
    return jsonEqual(value, before.value);
  }
  const keys = Object.keys(value).filter(key => value[key] !== undefined);
  return (
    keys.length === Object.keys(before.value).length &&
    keys.every(key => {
      const own = fieldOf(schema, key);
      const was = fieldBefore(before, key);
      return own
        ? isUnchanged(own, value[key], was)
        : was !== undefined && jsonEqual(value[key], was.value);
    })
  );
}

function isSameList(
  schema: OpenApiSchema,
  items: unknown[],
  before: Correlation,
): boolean {
  const own = schema.items;
  const isKeyed = textOf(schema, 'x-kubernetes-list-type') === 'map';
  if (!own || !isKeyed || !Array.isArray(before.value)) {
    return jsonEqual(items, before.value);
  }
  return (
    items.length === before.value.length &&
    items.every(item =>
      isUnchanged(own, item, itemBefore(before, item, schema)),
    )
  );
}
