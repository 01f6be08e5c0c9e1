import { isJsonObject } from '../json';
import { JsonObject, JsonValue } from '../kubernetesObject';

/** Where a field stands in an object: names of fields and indices of lists. */
export type FieldPath = (string | number)[];

/** Writes a path as KRO does: `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]`. */
export function fieldPathText(path: FieldPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (part === '' || part.includes('.')) return `${text}["${part}"]`;
    return text ? `${text}.${part}` : part;
  }, '');
}

/** The value at a path; undefined when there is none. */
export function valueAt(root: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof part === 'number') {
      return Array.isArray(value) ? value[part] : undefined;
    }
    return isJsonObject(value) && Object.hasOwn(value, part)
      ? value[part]
      : undefined;
  }, root);
}

/** Takes a field or an item of a list away; nothing happens where there is none. */
export function removeAt(root: JsonObject, path: FieldPath) {
  const last = path[path.length - 1];
  const parent = valueAt(root, path.slice(0, -1));
  if (Array.isArray(parent) && typeof last === 'number') {
    parent.splice(last, 1);
  } else if (isJsonObject(parent) && typeof last === 'string') {
    delete parent[last];
  }
}

/** Sets a value in place, making the objects and lists on the way. */
export function setAt(root: JsonObject, path: FieldPath, value: JsonValue) {
  const [first, ...rest] = path;
  if (typeof first !== 'string') return;
  root[first] = placed(root[first], rest, value);
}

function placed(
  current: JsonValue | undefined,
  path: FieldPath,
  value: JsonValue,
): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const list = Array.isArray(current) ? current : [];
    while (list.length < first) list.push(null);
    list[first] = placed(list[first], rest, value);
    return list;
  }
  const object = isJsonObject(current) ? current : {};
  object[first] = placed(object[first], rest, value);
  return object;
}
