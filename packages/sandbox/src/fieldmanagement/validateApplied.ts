import { goMapText, goTypeText } from '../openapi';
import { isRecord } from '../schema/keywords';
import { itemElement } from './listItems';
import {
  deduceType,
  ListType,
  MapType,
  MergeType,
  ScalarType,
} from './mergeType';
import {
  fieldElement,
  indexElement,
  PathElement,
  pathText,
} from './pathElement';

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
    return items.flatMap((item, index) =>
      validateApplied(type.item, item, [...path, indexElement(index)]),
    );
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

function scalarFault(type: ScalarType, value: unknown): string | undefined {
  switch (type) {
    case 'numeric':
      return typeof value === 'number'
        ? undefined
        : `expected numeric (int or float), got ${goTypeText(value)}`;
    case 'string':
      return typeof value === 'string'
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${JSON.stringify(
            value,
          )}}`;
    case 'boolean':
      return typeof value === 'boolean'
        ? undefined
        : `expected boolean, got ${goText(value)}`;
    default:
      return typeof value === 'object'
        ? `expected any scalar, got ${goText(value)}`
        : undefined;
  }
}

/** A value as Go prints one of those that it applies. */
function goText(value: unknown): string {
  return `&{${goMapText(value)}}`;
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
    const fault = scalarFault(scalar, value);
    return fault ? [at(path, fault)] : [];
  }
  if (!list) {
    return [];
  }
  return Array.isArray(value)
    ? validateList(list, value, path)
    : [at(path, `expected list, got ${goText(value)}`)];
}
