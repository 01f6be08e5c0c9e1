import { Condition, KubernetesObject } from '@mini-atlas/kro';

/** Reads a value deep in an object; `undefined` when anything on the way is missing. */
export function valueAt(
  object: unknown,
  ...path: (string | number)[]
): unknown {
  let value = object;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** The text at a path; `undefined` when there is none. */
export function textAt(
  object: unknown,
  ...path: (string | number)[]
): string | undefined {
  const value = valueAt(object, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The number at a path; `undefined` when there is none. */
export function numberAt(
  object: unknown,
  ...path: (string | number)[]
): number | undefined {
  const value = valueAt(object, ...path);
  return typeof value === 'number' ? value : undefined;
}

/** The list at a path; empty when there is none. */
export function listAt(
  object: unknown,
  ...path: (string | number)[]
): unknown[] {
  const value = valueAt(object, ...path);
  return Array.isArray(value) ? value : [];
}

function isCondition(value: unknown): value is Condition {
  return (
    textAt(value, 'type') !== undefined && textAt(value, 'status') !== undefined
  );
}

/** `status.conditions`, without entries that are none. */
export function conditionsOf(object: KubernetesObject): Condition[] {
  return listAt(object, 'status', 'conditions').filter(isCondition);
}

/** One condition by type. */
export function conditionOf(
  object: KubernetesObject,
  type: string,
): Condition | undefined {
  return conditionsOf(object).find(condition => condition.type === type);
}

/** `Kind name`, as the pages call an object. */
export function subjectOf(object: KubernetesObject): string {
  return `${object.kind} ${object.metadata.name ?? ''}`;
}

/** First letter upper case, no full stop: how a message of the cluster becomes a sentence of ours. */
export function asSentence(message: string): string {
  const text = message.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
