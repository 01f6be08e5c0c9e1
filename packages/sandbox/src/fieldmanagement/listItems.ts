import { isRecord } from '../schema/keywords';
import { ListType } from './mergeType';
import { keyElement, PathElement, valueElement } from './pathElement';

/** The step to an item of a list that is not atomic; `undefined` when the item has no key. */
export function itemElement(
  list: ListType,
  item: unknown,
): PathElement | undefined {
  if (list.keys.length === 0) {
    return typeof item === 'object' ? undefined : valueElement(item);
  }
  if (!isRecord(item)) {
    return undefined;
  }
  const keys = list.keys.flatMap(key => {
    const value = item[key] ?? list.keyDefault(key);
    return value === undefined ? [] : [[key, value]];
  });
  return keys.length === 0 ? undefined : keyElement(Object.fromEntries(keys));
}

/** The items of a list by the steps to them, in order; those without a key are left out. */
export function itemsByElement(
  list: ListType,
  items: unknown[],
): Map<PathElement, unknown[]> {
  const result = new Map<PathElement, unknown[]>();
  for (const item of items) {
    const element = itemElement(list, item);
    if (element !== undefined) {
      result.set(element, [...(result.get(element) ?? []), item]);
    }
  }
  return result;
}
