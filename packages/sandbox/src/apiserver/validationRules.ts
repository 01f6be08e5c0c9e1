import {
  evaluateValidationRules,
  KubernetesObject,
  OpenApiSchema,
  RuleViolation,
  UnsupportedExpressionError,
} from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { duplicate, FieldCause, forbidden, invalid, required } from '../schema';
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

/** Who is told of what does not refuse an object. */
export interface RuleListener {
  /** Told of a rule that cannot be evaluated here; the object passes it. */
  unsupported(message: string): void;
  /** Told of what was as wrong before the update. */
  warn(message: string): void;
}

/**
 * What the `x-kubernetes-validations` of a custom resource say of it, in the words of `cel/validation.go` of
 * apiextensions-apiserver 0.36. What a value breaks that did not change is a warning only, so that a rule that came
 * later does not hold up other changes.
 *
 * @param standing - what the rest of the schema says already
 */
export function validationRuleErrors(
  { schema }: CustomResource,
  object: KubernetesObject,
  before: KubernetesObject | undefined,
  standing: FieldCause[],
  { unsupported, warn }: RuleListener,
): FieldCause[] {
  if (!hasRules(schema)) return [];
  if (standing.some(({ reason }) => BLOCKING.includes(reason))) {
    return [NOT_CHECKED];
  }
  try {
    const violations = evaluateValidationRules(schema, object, before);
    return violations.flatMap(violation => {
      const cause = causeOf(violation, object);
      if (!violation.stood) return cause;
      warn(`${cause.field}: ${cause.message}`);
      return [];
    });
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

function causeOf(
  { path, valuePath, message, reason, failedOn }: RuleViolation,
  object: KubernetesObject,
): FieldCause {
  if (failedOn !== undefined) return invalid(path, failedOn, message);
  const value = valueAtPath(object, valuePath);
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(path, message);
    case 'FieldValueRequired':
      return required(path, message);
    case 'FieldValueDuplicate':
      return isScalar(value)
        ? duplicate(path, value)
        : { ...duplicate(path, ''), message: 'Duplicate value' };
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
