import { Condition, KubernetesObject } from '@mini-atlas/kro';

/** Fields of unknown content. */
export type Fields = Record<string, unknown>;

/** The value when it is a JSON object, else `{}`. */
export function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** The value when it is a list, else `[]`. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether the value is a condition: it has a type, and a status that Kubernetes knows. */
export function isCondition(value: unknown): value is Condition {
  const { type, status } = asFields(value);
  return (
    typeof type === 'string' &&
    (status === 'True' || status === 'False' || status === 'Unknown')
  );
}

/** The value when it is a non-empty text. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `spec` of an object. */
export function specOf(object: KubernetesObject): Fields {
  return asFields(object.spec);
}

/** `status` of an object. */
export function statusOf(object: KubernetesObject): Fields {
  return asFields(object.status);
}

/** The conditions of an object; `[]` where there are none. */
export function conditionsOf(object: KubernetesObject): Fields[] {
  return asList(statusOf(object).conditions).map(asFields);
}

/** Whether the condition of that type is `True`. */
export function isConditionTrue(
  object: KubernetesObject,
  type: string,
): boolean {
  return conditionsOf(object).some(
    condition => condition.type === type && condition.status === 'True',
  );
}
