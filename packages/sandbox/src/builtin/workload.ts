import { JsonObject } from '@mini-atlas/kro';
import { objectAt, objectsAt, stringAt, stringsAt } from './fields';

/** Does a `LabelSelector` match these labels? An empty one matches all. */
export function selectorMatches(
  selector: unknown,
  labels: JsonObject,
): boolean {
  const wanted = Object.entries(objectAt(selector, 'matchLabels') ?? {});
  return (
    wanted.every(([label, value]) => labels[label] === value) &&
    objectsAt(selector, 'matchExpressions').every(expression =>
      expressionMatches(expression, labels),
    )
  );
}

function expressionMatches(expression: unknown, labels: JsonObject): boolean {
  const key = stringAt(expression, 'key') ?? '';
  const value = labels[key];
  const values = stringsAt(expression, 'values');
  switch (stringAt(expression, 'operator')) {
    case 'In':
      return typeof value === 'string' && values.includes(value);
    case 'NotIn':
      return typeof value !== 'string' || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
