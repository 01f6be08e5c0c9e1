import { OpenApiSchema } from '@mini-atlas/kro';
import {
  Correlation,
  fieldBefore,
  isUnchanged,
  itemBefore,
} from './correlation';
import { jsonEqual } from './jsonEqual';
import { invalid, notSupported, tooLong, typeInvalid } from './fieldCause';
import { knownFormat, hasFormat } from './formats';
import { isRecord, isSet, numberOf, textOf } from './keywords';
import { Location } from './location';
import { patternOf } from './pattern';
import { Result } from './result';
import { validateAlternatives } from './validateAlternatives';
import { validateList } from './validateList';
import { validateNumber } from './validateNumber';
import { validateObject } from './validateObject';

function typesOf(schema: OpenApiSchema): string[] {
  if (isSet(schema, 'x-kubernetes-int-or-string')) {
    return ['integer', 'string'];
  }
  return schema.type === undefined ? [] : [schema.type];
}

/** The JSON Schema type of a value; whole numbers are integers, as far as Go's 64 bits go. */
function typeOf(value: unknown): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    const isInteger = Number.isInteger(value) && Math.abs(value) < 2 ** 63;
    return isInteger ? 'integer' : 'number';
  }
  return typeof value;
}

/** The format Go gives a value of its own, which messages about a mismatch name. */
function formatOf(type: string): string {
  if (type === 'integer') {
    return 'int64';
  }
  return type === 'number' ? 'float64' : '';
}

function reportType(
  result: Result,
  location: Location,
  expected: string,
  actual: string,
): void {
  location.report(
    result,
    `must be of type ${expected}: ${JSON.stringify(actual)}`,
    (field, message) => typeInvalid(field, actual, message),
  );
}

function validateType(
  schema: OpenApiSchema,
  value: unknown,
  location: Location,
): Result {
  const result = new Result();
  const types = typesOf(schema);
  const actual = typeOf(value);
  const format = knownFormat(
    textOf(schema, 'format'),
    types.length === 1 ? types[0] : undefined,
  );
  const fits =
    types.includes(actual) ||
    (actual === 'integer' && types.includes('number'));
  if (actual === 'null') {
    if (types.length > 0 && !isSet(schema, 'nullable')) {
      reportType(result, location, types.join(','), actual);
      return result;
    }
    return result.checked();
  }
  if (types.length === 0 && format === undefined) {
    return result;
  }
  const isTextOrList = actual === 'string' || actual === 'array';
  if (format !== undefined && !isTextOrList && !fits) {
    reportType(result, location, format, formatOf(actual));
    return result;
  }
  const isNumeric = types.includes('number') || types.includes('integer');
  if (format !== undefined && isTextOrList && !isNumeric) {
    return result.checked();
  }
  if (!fits) {
    reportType(result, location, types.join(','), actual);
    return result;
  }
  return result.checked();
}

function validateText(
  schema: OpenApiSchema,
  text: string,
  location: Location,
): Result {
  const result = new Result();
  const length = [...text].length;
  const max = numberOf(schema, 'maxLength');
  const min = numberOf(schema, 'minLength');
  const pattern = textOf(schema, 'pattern');
  if (max !== undefined && length > max) {
    location.report(result, `should be at most ${max} chars long`, field =>
      tooLong(field, max),
    );
  } else if (min !== undefined && length < min) {
    location.report(
      result,
      `should be at least ${min} chars long`,
      (field, message) => invalid(field, text, message),
    );
  } else if (pattern && !patternOf(pattern).test(text)) {
    location.report(result, `should match '${pattern}'`, (field, message) =>
      invalid(field, text, message),
    );
  }
  return result;
}

function validateFormat(
  schema: OpenApiSchema,
  text: string,
  location: Location,
): Result {
  const result = new Result();
  const isText = schema.type === undefined || schema.type === 'string';
  const format = isText
    ? knownFormat(textOf(schema, 'format'), 'string')
    : undefined;
  if (format === undefined) {
    return result;
  }
  if (!hasFormat(text, format)) {
    location.report(
      result,
      `must be of type ${format}: ${JSON.stringify(text)}`,
      (field, message) => typeInvalid(field, text, message),
    );
  }
  return result.checked();
}

function validateEnum(
  schema: OpenApiSchema,
  value: unknown,
  location: Location,
): Result {
  const result = new Result();
  const allowed: unknown[] = Array.isArray(schema.enum) ? schema.enum : [];
  if (
    allowed.length > 0 &&
    // The API server never finds null among them.
    !allowed.some(
      candidate => candidate !== null && jsonEqual(candidate, value),
    )
  ) {
    location.report(result, `should be one of [${allowed.join(' ')}]`, field =>
      notSupported(field, value ?? null, allowed),
    );
  }
  return result;
}

/**
 * Checks one value and all below it against a schema. The order of the checks, and what counts as one, follow
 * `SchemaValidator` of kube-openapi, as both decide which errors of several alternatives are shown.
 *
 * @param before - what the value was before an update; what did not change since may be as wrong as it was, while all
 *   of it is looked at where there is none
 */
export function validateValue(
  schema: OpenApiSchema,
  value: unknown,
  location: Location,
  before?: Correlation,
): Result {
  const result = checkValue(schema, value, location, before);
  return result.isValid || !isUnchanged(schema, value, before)
    ? result
    : new Result();
}

/** The same without regard to whether the value itself did change; what is in it may be as it was. */
function checkValue(
  schema: OpenApiSchema,
  value: unknown,
  location: Location,
  before?: Correlation,
): Result {
  const result = validateType(schema, value, location);
  if (value === null || value === undefined) {
    return result.merge(validateEnum(schema, value, location));
  }
  const typed = typesOf(schema).length > 0 || schema.format !== undefined;
  if (typed) {
    result.checked();
  }
  result
    .merge(
      validateAlternatives(
        schema,
        part => checkValue(part, value, location, before),
        location,
      ),
    )
    .checked();
  if (typeof value === 'string') {
    result.merge(validateText(schema, value, location)).checked();
    result.merge(validateFormat(schema, value, location));
  }
  if (typeof value === 'number') {
    result.merge(validateNumber(schema, value, location)).checked();
  }
  if (Array.isArray(value)) {
    result
      .merge(
        validateList(schema, value, location, (items, item, place) =>
          validateValue(items, item, place, itemBefore(before, item, schema)),
        ),
      )
      .checked();
  }
  result.merge(validateEnum(schema, value, location)).checked();
  if (isRecord(value)) {
    result
      .merge(
        validateObject(schema, value, location, (own, field, place, key) =>
          validateValue(own, field, place, fieldBefore(before, key)),
        ),
      )
      .checked();
  }
  return result.checked();
}
