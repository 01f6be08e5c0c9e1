import { OpenApiSchema } from '@mini-atlas/kro';
import { duplicate, FieldCause, goJson, invalid } from './fieldCause';
import {
  isRecord,
  listMapKeysOf,
  mapValueOf,
  propertyOf,
  textOf,
} from './keywords';

/** Indices at which a value stands for the second time. */
function repeated(values: unknown[]): number[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, index) => {
    const key = goJson(value);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return times === 1 ? [index] : [];
  });
}

function keyOf(item: unknown, keys: string[]): Record<string, unknown> {
  return isRecord(item)
    ? Object.fromEntries(
        keys.flatMap(key =>
          item[key] === undefined ? [] : [[key, item[key]]],
        ),
      )
    : {};
}

function validateList(
  schema: OpenApiSchema,
  items: unknown[],
  path: string,
): FieldCause[] {
  const type = textOf(schema, 'x-kubernetes-list-type');
  if (type === 'set') {
    return repeated(items).map(index =>
      duplicate(`${path}[${index}]`, items[index]),
    );
  }
  if (type !== 'map') {
    return [];
  }
  const stray = items.findIndex(item => item !== null && !isRecord(item));
  if (stray >= 0) {
    return [
      invalid(
        `${path}[${stray}]`,
        items[stray],
        'must be an object for an array of list-type map',
      ),
    ];
  }
  const keys = items.map(item => keyOf(item, listMapKeysOf(schema)));
  return repeated(keys).map(index =>
    duplicate(`${path}[${index}]`, keys[index]),
  );
}

/** Finds the duplicates in lists of type `set` and `map`, at every depth. `path` is that of `value`. */
export function validateListTypes(
  schema: OpenApiSchema,
  value: unknown,
  path: string,
): FieldCause[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return [
      ...validateList(schema, value, path),
      ...(items
        ? value.flatMap((item, index) =>
            validateListTypes(items, item, `${path}[${index}]`),
          )
        : []),
    ];
  }
  if (!isRecord(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, field]) => {
    const property = propertyOf(schema, key);
    const mapValue = mapValueOf(schema);
    if (property) {
      return validateListTypes(
        property,
        field,
        path === '' ? key : `${path}.${key}`,
      );
    }
    return mapValue
      ? validateListTypes(mapValue, field, `${path}[${key}]`)
      : [];
  });
}
