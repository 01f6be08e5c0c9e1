import { KNOWN_AFTER_APPLY } from '@mini-atlas/kro';
import { listAt, textAt, valueAt } from '../present/objectFields';

/** Labels of an object; a value may be `KNOWN_AFTER_APPLY`. */
export type Labels = Record<string, string>;

/**
 * Whether labels are what a LabelSelector of `meta.k8s.io/v1` asks for; `undefined` when that depends on a label whose
 * value is known after apply. An absent or empty selector takes all.
 */
export function selects(
  selector: unknown,
  labels: Labels,
): boolean | undefined {
  const answers = [
    ...Object.entries(Object(valueAt(selector, 'matchLabels'))).map(
      ([key, value]) => isOneOf(labels, key, [value]),
    ),
    ...listAt(selector, 'matchExpressions').map(requirement =>
      holds(requirement, labels),
    ),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isOneOf(
  labels: Labels,
  key: string,
  values: unknown[],
): boolean | undefined {
  if (!Object.hasOwn(labels, key)) return false;
  if (labels[key] === KNOWN_AFTER_APPLY) return undefined;
  return values.includes(labels[key]);
}

function holds(requirement: unknown, labels: Labels): boolean | undefined {
  const key = textAt(requirement, 'key') ?? '';
  const values = listAt(requirement, 'values');
  switch (textAt(requirement, 'operator')) {
    case 'In':
      return isOneOf(labels, key, values);
    case 'NotIn': {
      const found = isOneOf(labels, key, values);
      return found === undefined ? undefined : !found;
    }
    case 'Exists':
      return Object.hasOwn(labels, key);
    case 'DoesNotExist':
      return !Object.hasOwn(labels, key);
    default:
      return undefined;
  }
}
