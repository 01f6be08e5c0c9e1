import { StatusCause } from '../apiserver/status';

/** A value that is not allowed: `Invalid value: "x": why`. */
export function invalidValue(
  field: string,
  value: unknown,
  why: string,
): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value) ?? 'null'}: ${why}`,
    field,
  };
}

/** A field that must be set. */
export function requiredValue(field: string, why = ''): StatusCause {
  return {
    reason: 'FieldValueRequired',
    message: why ? `Required value: ${why}` : 'Required value',
    field,
  };
}

/** A value outside an enumeration. */
export function unsupportedValue(
  field: string,
  value: unknown,
  allowed: string[],
): StatusCause {
  return {
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(
      value,
    )}: supported values: ${allowed
      .map(name => JSON.stringify(name))
      .join(', ')}`,
    field,
  };
}

/** A field that may not be set, or not be changed, here. */
export function forbiddenField(field: string, why: string): StatusCause {
  return {
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${why}`,
    field,
  };
}

/** A value that stands twice in a list. */
export function duplicateValue(field: string, value: unknown): StatusCause {
  return {
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${JSON.stringify(value)}`,
    field,
  };
}
