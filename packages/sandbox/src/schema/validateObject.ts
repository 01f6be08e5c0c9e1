import { OpenApiSchema } from '@mini-atlas/kro';
import { invalid, required, tooMany } from './fieldCause';
import { mapValueOf, numberOf, propertyOf } from './keywords';
import { Location } from './location';
import { Result } from './result';

function validateSize(
  schema: OpenApiSchema,
  size: number,
  location: Location,
  result: Result,
): void {
  const min = numberOf(schema, 'minProperties');
  if (min !== undefined && size < min) {
    location.report(
      result,
      `should have at least ${min} properties`,
      (field, message) => invalid(field, size, message),
    );
  }
  const max = numberOf(schema, 'maxProperties');
  if (max !== undefined && size > max) {
    location.report(result, `should have at most ${max} properties`, field =>
      tooMany(field, size, max),
    );
  }
}

/** Checks the fields of an object in the order they stand in it, then what is missing. */
export function validateObject(
  schema: OpenApiSchema,
  value: Record<string, unknown>,
  location: Location,
  validateField: (
    schema: OpenApiSchema,
    field: unknown,
    location: Location,
    key: string,
  ) => Result,
): Result {
  const result = new Result();
  const fields = Object.entries(value).filter(
    ([, field]) => field !== undefined,
  );
  validateSize(schema, fields.length, location, result);
  for (const [key, field] of fields) {
    const property = propertyOf(schema, key);
    const mapValue = mapValueOf(schema);
    if (property) {
      result.merge(validateField(property, field, location.property(key), key));
    } else if (mapValue) {
      result.merge(validateField(mapValue, field, location.key(key), key));
    } else if (schema.additionalProperties === false) {
      const message = `${location.name}.${key} in body is a forbidden property`;
      result.add(message, invalid(location.field, key, message));
    }
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key) || value[key] === undefined) {
      location.key(key).report(result, 'is required', field => required(field));
    }
  }
  return result;
}
