import { JsonObject } from '@mini-atlas/kro';
import {
  labelValueFault,
  qualifiedNameFaults,
} from '../../apiserver/objectNames';
import { StatusCause } from '../../apiserver/status';
import { validateLabels } from '../../apiserver/validateMetadata';
import { forbiddenField, invalidValue, requiredValue } from '../causes';
import { objectAt, objectsAt, stringAt, stringsAt } from '../fields';

/** What is wrong with a `LabelSelector`; nothing when it is missing. */
export function selectorFaults(
  selector: JsonObject | undefined,
  path: string,
): StatusCause[] {
  return [
    ...labelFaults(objectAt(selector, 'matchLabels'), `${path}.matchLabels`),
    ...objectsAt(selector, 'matchExpressions').flatMap((expression, index) =>
      expressionFaults(expression, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

/** What is wrong with a map of labels; nothing when it is missing. */
export function labelFaults(
  labels: JsonObject | undefined,
  path: string,
): StatusCause[] {
  return validateLabels(texts(labels), path);
}

/** A map of labels or annotations, as texts. */
export function texts(labels: JsonObject | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels ?? {}).map(([key, value]) => [key, String(value)]),
  );
}

function expressionFaults(expression: JsonObject, path: string): StatusCause[] {
  const key = stringAt(expression, 'key') ?? '';
  return [
    ...operatorFaults(expression, path),
    ...qualifiedNameFaults(key).map(why =>
      invalidValue(`${path}.key`, key, why),
    ),
    ...stringsAt(expression, 'values').flatMap((value, index) => {
      const why = labelValueFault(value);
      return why ? [invalidValue(`${path}.values[${index}]`, value, why)] : [];
    }),
  ];
}

function operatorFaults(expression: JsonObject, path: string): StatusCause[] {
  const operator = stringAt(expression, 'operator') ?? '';
  const hasValues = stringsAt(expression, 'values').length > 0;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return hasValues
        ? []
        : [
            requiredValue(
              `${path}.values`,
              "must be specified when `operator` is 'In' or 'NotIn'",
            ),
          ];
    case 'Exists':
    case 'DoesNotExist':
      return hasValues
        ? [
            forbiddenField(
              `${path}.values`,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          ]
        : [];
    default:
      return [
        invalidValue(
          `${path}.operator`,
          operator,
          'not a valid selector operator',
        ),
      ];
  }
}
