import { goJson } from '../schema/fieldCause';
import { isRecord } from '../schema/keywords';

/**
 * One step of a path as FieldsV1 writes it, which is also what it is compared by: `f:<field>`, `k:<keys of an item as
 * JSON, sorted>`, `v:<item as JSON>` or `i:<index>`.
 */
export type PathElement = string;

/** The step to a field. */
export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** The step to an item of a list of type `map`. */
export function keyElement(keys: Record<string, unknown>): PathElement {
  return `k:${goJson(keys)}`;
}

/** The step to an item of a list of type `set`. */
export function valueElement(value: unknown): PathElement {
  return `v:${goJson(value)}`;
}

/** The step to an item of a list that is one value as a whole. */
export function indexElement(index: number): PathElement {
  return `i:${index}`;
}

/** The field a step leads to; `undefined` when it leads to an item. */
export function fieldName(element: PathElement): string | undefined {
  return element.startsWith('f:') ? element.slice(2) : undefined;
}

/** Reads a step of FieldsV1, in whatever order its keys stand; `undefined` for kinds of steps there are not (yet). */
export function parsePathElement(text: string): PathElement | undefined {
  switch (text.slice(0, 2)) {
    case 'f:':
    case 'i:':
      return text;
    case 'k:':
    case 'v:':
      return text.slice(0, 2) + goJson(JSON.parse(text.slice(2)));
    default:
      return undefined;
  }
}

function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') {
    return left - right;
  }
  const [a, b] = [goJson(left), goJson(right)];
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Orders steps as FieldsV1 does: fields, then keys by their values, then values. */
export function comparePathElements(
  left: PathElement,
  right: PathElement,
): number {
  const kinds = ['f', 'k', 'v', 'i'];
  const kind = kinds.indexOf(left[0]) - kinds.indexOf(right[0]);
  if (kind !== 0 || left[0] === 'f') {
    return kind === 0 ? compareText(left, right) : kind;
  }
  const a: unknown = JSON.parse(left.slice(2));
  const b: unknown = JSON.parse(right.slice(2));
  if (!isRecord(a) || !isRecord(b)) {
    return compareValues(a, b);
  }
  const names = Object.keys(a).sort();
  const differing = names.find(name => compareValues(a[name], b[name]) !== 0);
  return differing === undefined
    ? compareText(left, right)
    : compareValues(a[differing], b[differing]);
}

function compareText(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** A path in words of a conflict, e.g. `.spec.containers[name="app"].image`. */
export function pathText(path: PathElement[]): string {
  return path
    .map(element => {
      const name = fieldName(element);
      if (name !== undefined) {
        return `.${name}`;
      }
      const value: unknown = JSON.parse(element.slice(2));
      if (!isRecord(value)) {
        return element.startsWith('i:')
          ? `[${element.slice(2)}]`
          : `[=${goJson(value)}]`;
      }
      const keys = Object.entries(value).map(
        ([key, part]) => `${key}=${goJson(part)}`,
      );
      return `[${keys.join(',')}]`;
    })
    .join('');
}
