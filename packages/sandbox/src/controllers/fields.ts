import { LabelSelector } from './labelSelector';

/** A part of a Kubernetes object whose fields have not been checked yet. */
export type Fields = Record<string, unknown>;

/** The value as an object; an empty one where it is anything else. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The value as a list of objects; entries that are not objects are left out. */
export function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The value as a string, or the fallback where it is none. */
export function text(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

/** The value as a number, or the fallback where it is none. */
export function count(value: unknown, fallback = 0): number {
  return typeof value === 'number' ? value : fallback;
}

/** The strings of a list. */
export function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string')
    : [];
}

/** The string values of an object, as labels and annotations are. */
export function labelsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** The value as a LabelSelector; `undefined` where there is none. */
export function selectorOf(value: unknown): LabelSelector | undefined {
  if (!isFields(value)) return undefined;
  return {
    matchLabels: labelsOf(value.matchLabels),
    matchExpressions: items(value.matchExpressions).map(expression => ({
      key: text(expression.key),
      operator: text(expression.operator),
      values: texts(expression.values),
    })),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
