import {
  evaluateValidationRules,
  KubernetesObject,
  OpenApiSchema,
  RuleViolation,
  UnsupportedExpressionError,
} from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { duplicate, FieldCause, forbidden, invalid, required } from '../schema';
import { jsonEqual } from '../schema/jsonEqual';
import { CustomResource } from './servedType';

/** After one of these, rules are not looked at: they could not rely on the schema. */
const BLOCKING = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];

const NOT_CHECKED = invalid(
  '',
  null,
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
);

/**
 * What the `x-kubernetes-validations` of a custom resource say of it, in the words of `cel/validation.go` of
 * apiextensions-apiserver 0.36. What stands in a top-level field (`spec`) that did not change is passed over, so that
 * a rule that came later does not hold up status writes; Kubernetes' ratcheting does the same field by field.
 *
 * @param standing - what the rest of the schema says already
 * @param unsupported - told of a rule that cannot be evaluated here; the object passes it
 */
export function validationRuleErrors(
  { schema }: CustomResource,
  object: KubernetesObject,
  before: KubernetesObject | undefined,
  standing: FieldCause[],
  unsupported: (message: string) => void,
): FieldCause[] {
  if (!hasRules(schema)) return [];
  if (standing.some(({ reason }) => BLOCKING.includes(reason))) {
    return [NOT_CHECKED];
  }
  try {
    return evaluateValidationRules(schema, object, before)
      .filter(({ path }) => !before || hasChanged(object, before, path))
      .map(violation => causeOf(violation, object));
  } catch (error) {
    if (!(error instanceof UnsupportedExpressionError)) throw error;
    unsupported(error.message);
    return [];
  }
}

const schemasWithRules = new WeakMap<OpenApiSchema, boolean>();

function hasRules(schema: OpenApiSchema): boolean {
  const known = schemasWithRules.get(schema);
  if (known !== undefined) return known;
  const found = JSON.stringify(schema).includes('"x-kubernetes-validations":');
  schemasWithRules.set(schema, found);
  return found;
}

function hasChanged(
  object: KubernetesObject,
  before: KubernetesObject,
  path: string,
): boolean {
  const [field] = path.split(/[.[]/);
  return !jsonEqual(valueAtPath(object, field), valueAtPath(before, field));
}

function causeOf(
  { path, message, reason }: RuleViolation,
  object: KubernetesObject,
): FieldCause {
  const value = valueAtPath(object, path);
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(path, message);
    case 'FieldValueRequired':
      return required(path, message);
    case 'FieldValueDuplicate':
      return duplicate(path, value);
    default:
      return isScalar(value)
        ? invalid(path, value, message)
        : { ...invalid(path, '', ''), message: `Invalid value: ${message}` };
  }
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** The value at a path such as `spec.ports[0].port` or `metadata.labels[a/b]`. */
function valueAtPath(root: unknown, path: string): unknown {
  let value = root;
  for (const [, bracketed, plain] of path.matchAll(
    /\[([^\]]*)\]|([^.[\]]+)/g,
  )) {
    const part = bracketed ?? plain;
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}
