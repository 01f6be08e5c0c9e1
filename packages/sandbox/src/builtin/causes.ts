import { JsonObject, JsonValue } from '@mini-atlas/kro';
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

/** A text or a list of bytes that is too long. */
export function tooLong(field: string, limit: number): StatusCause {
  return {
    reason: 'FieldValueTooLong',
    message: `Too long: may not be more than ${limit} bytes`,
    field,
  };
}

/** A name of something that is not there. */
export function notFoundValue(field: string, value: unknown): StatusCause {
  return {
    reason: 'FieldValueNotFound',
    message: `Not found: ${JSON.stringify(value)}`,
    field,
  };
}

/**
 * An object as Go prints its internal type, which has no names for JSON: all fields, under their names in Go.
 *
 * @param fields - by name in Go, with what stands for a field that is missing
 */
export function asInternal(
  object: JsonObject,
  fields: Record<string, JsonValue>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, missing]) => [
      name,
      object[jsonName(name)] ?? missing,
    ]),
  );
}

/** `MinAvailable` is `minAvailable` in JSON, `APIGroup` is `apiGroup`. */
function jsonName(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, initials =>
    initials.toLowerCase(),
  );
}
