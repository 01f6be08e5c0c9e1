import { OpenApiSchema } from '@mini-atlas/kro';
import { invalid } from './fieldCause';
import { isSet, numberOf, textOf } from './keywords';
import { Location } from './location';
import { Result } from './result';

function isOutOfRange(schema: OpenApiSchema, value: number): boolean {
  const format = textOf(schema, 'format');
  if (schema.type === 'integer') {
    const limit = format === 'int32' ? 2 ** 31 : 2 ** 63;
    return !Number.isInteger(value) || value < -limit || value >= limit;
  }
  return (
    schema.type === 'number' &&
    format === 'float' &&
    !Number.isFinite(Math.fround(value))
  );
}

function validateRange(
  schema: OpenApiSchema,
  value: number,
  location: Location,
): Result {
  const result = new Result();
  if (isOutOfRange(schema, value)) {
    const format = textOf(schema, 'format');
    const kind = format ? `with format ${format}` : '(default format)';
    location.reportWithoutField(
      result,
      `Checked value must be of type ${schema.type} ${kind} in ${location.name}`,
    );
  }
  return result;
}

/** Of whole numbers the API server takes the whole part of the factor, which may be nothing. */
function validateFactor(
  schema: OpenApiSchema,
  value: number,
  location: Location,
  result: Result,
): void {
  const given = numberOf(schema, 'multipleOf');
  if (given === undefined) return;
  const factor = Number.isInteger(value) ? Math.trunc(given) : given;
  if (factor <= 0) {
    const message = `factor MultipleOf declared for ${location.name} must be positive: ${factor}`;
    result.add(message, invalid(location.field, factor, message));
  } else if (!Number.isSafeInteger(value / factor)) {
    location.report(
      result,
      `should be a multiple of ${given}`,
      (field, message) => invalid(field, value, message),
    );
  }
}

/** Checks a number: the range of its format, `multipleOf`, `minimum` and `maximum`, each of them exclusive or not. */
export function validateNumber(
  schema: OpenApiSchema,
  value: number,
  location: Location,
): Result {
  const result = validateRange(schema, value, location);
  const report = (words: string) =>
    location.report(result, words, (field, message) =>
      invalid(field, value, message),
    );
  validateFactor(schema, value, location, result);
  const min = numberOf(schema, 'minimum');
  const above = isSet(schema, 'exclusiveMinimum');
  if (min !== undefined && (above ? value <= min : value < min)) {
    report(`should be greater than ${above ? '' : 'or equal to '}${min}`);
  }
  const max = numberOf(schema, 'maximum');
  const below = isSet(schema, 'exclusiveMaximum');
  if (max !== undefined && (below ? value >= max : value > max)) {
    report(`should be less than ${below ? '' : 'or equal to '}${max}`);
  }
  return result.checked();
}
