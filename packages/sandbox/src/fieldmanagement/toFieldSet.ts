import { isRecord } from '../schema/keywords';
import { FieldSet } from './fieldSet';
import { itemsByElement } from './listItems';
import { deduceType, ListType, MapType, MergeType } from './mergeType';
import { fieldElement, PathElement } from './pathElement';

function isEmptyMap(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

function addMap(
  type: MapType,
  value: unknown,
  path: PathElement[],
  set: FieldSet,
): void {
  if (type.isAtomic) {
    set.insert(path);
    return;
  }
  for (const [key, field] of Object.entries(isRecord(value) ? value : {})) {
    const fieldType = type.fieldType(key);
    const own = [...path, fieldElement(key)];
    if (field !== undefined && fieldType) {
      add(fieldType, field, own, set);
      if (field === null || isEmptyMap(field) || !type.isNamed(key)) {
        set.insert(own);
      }
    }
  }
}

function addList(
  type: ListType,
  value: unknown,
  path: PathElement[],
  set: FieldSet,
): void {
  if (type.isAtomic) {
    set.insert(path);
    return;
  }
  const items = Array.isArray(value) ? value : [];
  for (const [element, same] of itemsByElement(type, items)) {
    if (same.length === 1) {
      add(type.item, same[0], [...path, element], set);
    }
    set.insert([...path, element]);
  }
}

function add(
  type: MergeType,
  value: unknown,
  path: PathElement[],
  set: FieldSet,
): void {
  const { map, list, scalar } = deduceType(type, value);
  if (map) {
    addMap(map, value, path, set);
  } else if (scalar) {
    set.insert(path);
  } else if (list) {
    addList(list, value, path, set);
  }
}

/** The paths a value sets. Follows `ToFieldSet` of structured-merge-diff. */
export function toFieldSet(type: MergeType, value: unknown): FieldSet {
  const set = new FieldSet();
  add(type, value, [], set);
  return set;
}

/**
 * The set with the named fields above its paths in it too; keys of maps and items of lists are not added.
 * Follows `EnsureNamedFieldsAreMembers`.
 */
export function withNamedParents(
  type: MergeType | undefined,
  set: FieldSet,
): FieldSet {
  const named = set.parents().filter(element => {
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    return name !== undefined && type?.map?.isNamed(name);
  });
  return set.rebuilt(named, (element, child) =>
    withNamedParents(typeBelow(type, element), child),
  );
}

function typeBelow(
  type: MergeType | undefined,
  element: PathElement,
): MergeType | undefined {
  if (element.startsWith('f:')) {
    return type?.map?.fieldType(element.slice(2));
  }
  return element.startsWith('k:') ? type?.list?.item : undefined;
}
