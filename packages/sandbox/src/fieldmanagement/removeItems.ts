import { isRecord } from '../schema/keywords';
import { FieldSet } from './fieldSet';
import { itemElement } from './listItems';
import { deduceType, ListType, MapType, MergeType } from './mergeType';
import { fieldElement } from './pathElement';

function removeFromMap(
  type: MapType,
  value: Record<string, unknown>,
  set: FieldSet,
): unknown {
  if (type.isAtomic || Object.keys(value).length === 0) {
    return null;
  }
  const entries = Object.entries(value).flatMap(([key, field]) => {
    const element = fieldElement(key);
    if (set.has(element) || field === undefined) {
      return [];
    }
    const below = set.below(element);
    const fieldType = type.fieldType(key);
    return [
      [
        key,
        below.isEmpty || !fieldType
          ? field
          : removeItems(fieldType, field, below),
      ],
    ];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function removeFromList(
  type: ListType,
  items: unknown[],
  set: FieldSet,
): unknown {
  if (type.isAtomic) {
    return null;
  }
  const kept = items.flatMap(item => {
    const element = itemElement(type, item);
    if (element === undefined) {
      return [item];
    }
    if (set.has(element)) {
      return [];
    }
    const below = set.below(element);
    return [below.isEmpty ? item : removeItems(type.item, item, below)];
  });
  return kept.length === 0 ? null : kept;
}

/**
 * A value without the paths of a set; null where nothing is left, as in `RemoveItems` of structured-merge-diff, whose
 * later steps tell an emptied field from one that is gone.
 */
export function removeItems(
  type: MergeType,
  value: unknown,
  set: FieldSet,
): unknown {
  const { map, list } = deduceType(type, value);
  if (map) {
    return isRecord(value) ? removeFromMap(map, value, set) : null;
  }
  if (list && Array.isArray(value)) {
    return removeFromList(list, value, set);
  }
  return value;
}
