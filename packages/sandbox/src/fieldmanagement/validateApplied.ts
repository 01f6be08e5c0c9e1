import { isRecord } from '../schema/keywords';
import { itemElement } from './listItems';
import { deduceType, ListType, MapType, MergeType } from './mergeType';
import { fieldElement, PathElement, pathText } from './pathElement';

function at(path: PathElement[], words: string): string {
  return path.length === 0 ? words : `${pathText(path)}: ${words}`;
}

function validateMap(
  type: MapType,
  value: Record<string, unknown>,
  path: PathElement[],
): string[] {
  return Object.entries(value).flatMap(([key, field]) => {
    const own = [...path, fieldElement(key)];
    const fieldType = type.fieldType(key);
    if (field === undefined) {
      return [];
    }
    return fieldType
      ? validateApplied(fieldType, field, own)
      : [at(own, 'field not declared in schema')];
  });
}

function validateList(
  type: ListType,
  items: unknown[],
  path: PathElement[],
): string[] {
  if (type.isAtomic) {
    return [];
  }
  const seen = new Set<PathElement>();
  return items.flatMap((item, index) => {
    const element = itemElement(type, item);
    if (element === undefined) {
      const words =
        type.keys.length === 0
          ? "associative list without keys has an element that's a map type"
          : `associative list with keys has an element that omits all key fields [${type.keys
              .map(key => JSON.stringify(key))
              .join(
                ' ',
              )}] (and doesn't have default values for any key fields)`;
      return [at(path, `element ${index}: ${words}`)];
    }
    if (seen.has(element)) {
      return [at(path, `duplicate entries for key ${pathText([element])}`)];
    }
    seen.add(element);
    return validateApplied(type.item, item, [...path, element]);
  });
}

/** A value as Go prints one of those that it applies. */
function goText(value: unknown): string {
  return `&{${goWords(value)}}`;
}

function goWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goWords).join(' ')}]`;
  if (!isRecord(value)) return value === null ? '<nil>' : String(value);
  const fields = Object.keys(value)
    .sort()
    .map(key => `${key}:${goWords(value[key])}`);
  return `map[${fields.join(' ')}]`;
}

/**
 * Why an applied value does not fit its type, in the API server's words: fields the schema does not declare, list items
 * without key, duplicates, objects and lists where others are wanted. Empty when it fits.
 */
export function validateApplied(
  type: MergeType,
  value: unknown,
  path: PathElement[] = [],
): string[] {
  if (value === null || value === undefined) {
    return [];
  }
  const { map, list, scalar } = deduceType(type, value);
  if (map) {
    return isRecord(value)
      ? validateMap(map, value, path)
      : [at(path, `expected map, got ${goText(value)}`)];
  }
  if (scalar) {
    return typeof value === 'object'
      ? [at(path, `expected scalar, got ${goText(value)}`)]
      : [];
  }
  if (!list) {
    return [];
  }
  return Array.isArray(value)
    ? validateList(list, value, path)
    : [at(path, `expected list, got ${goText(value)}`)];
}
