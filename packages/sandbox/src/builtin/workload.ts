import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { validateLabels } from '../apiserver/validateMetadata';
import { invalidValue, requiredValue } from './causes';
import {
  isObject,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
  valueAt,
} from './fields';
import { validatePodSpec } from './podSpecValidation';

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

/** What is wrong with a workload's replicas, selector and template; the selector cannot change. */
export function validateWorkload(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const selector = valueAt(object, 'spec', 'selector');
  return [
    ...validateReplicas(object),
    ...validateSelector(object),
    ...validateTemplate(object),
    ...(before &&
    JSON.stringify(selector) !==
      JSON.stringify(valueAt(before, 'spec', 'selector'))
      ? [invalidValue('spec.selector', selector, 'field is immutable')]
      : []),
  ];
}

/** What is wrong with `spec.replicas`. */
export function validateReplicas(object: KubernetesObject): StatusCause[] {
  const replicas = valueAt(object, 'spec', 'replicas');
  return typeof replicas === 'number' && replicas < 0
    ? [
        invalidValue(
          'spec.replicas',
          replicas,
          'must be greater than or equal to 0',
        ),
      ]
    : [];
}

function validateSelector(object: KubernetesObject): StatusCause[] {
  const selector = objectAt(object, 'spec', 'selector');
  const labels = objectAt(object, 'spec', 'template', 'metadata', 'labels');
  if (!selector) return [requiredValue('spec.selector')];
  if (Object.keys(selector).length === 0) {
    return [
      invalidValue(
        'spec.selector',
        selector,
        'empty selector is invalid for deployment',
      ),
    ];
  }
  return selectorMatches(selector, labels ?? {})
    ? []
    : [
        invalidValue(
          'spec.template.metadata.labels',
          labels ?? null,
          '`selector` does not match template `labels`',
        ),
      ];
}

/** What is wrong with the pod template of a workload. */
export function validateTemplate(
  object: KubernetesObject,
  policies: string[] = ['Always'],
): StatusCause[] {
  const template = objectAt(object, 'spec', 'template');
  const labels = objectAt(template, 'metadata', 'labels') ?? {};
  const policy = stringAt(template, 'spec', 'restartPolicy') ?? '';
  return [
    ...validateLabels(
      Object.fromEntries(
        Object.entries(labels).map(([label, value]) => [label, String(value)]),
      ),
      'spec.template.metadata.labels',
    ),
    ...validatePodSpec(objectAt(template, 'spec'), 'spec.template.spec'),
    ...(isObject(template) && !policies.includes(policy)
      ? [
          {
            reason: 'FieldValueNotSupported',
            message: `Unsupported value: ${JSON.stringify(
              policy,
            )}: supported values: ${policies
              .map(name => JSON.stringify(name))
              .join(', ')}`,
            field: 'spec.template.spec.restartPolicy',
          },
        ]
      : []),
  ];
}
