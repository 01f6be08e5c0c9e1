import { OpenApiSchema } from '../contract';
import { equalJson } from '../json';
import { compilePattern } from '../schema/pattern';
import { isFormat } from './formats';

/** A broken rule: the schema's keyword, and what is wrong with the field (its name is put in front). */
export interface Violation {
  rule: string;
  text: string;
}

function number(schema: OpenApiSchema, keyword: string): number | undefined {
  const limit = schema[keyword];
  return typeof limit === 'number' ? limit : undefined;
}

function numberViolations(value: number, schema: OpenApiSchema): Violation[] {
  const found: Violation[] = [];
  const minimum = number(schema, 'minimum');
  const maximum = number(schema, 'maximum');
  const multipleOf = number(schema, 'multipleOf');
  if (minimum !== undefined) {
    const strict = schema.exclusiveMinimum === true;
    if (value < minimum || (strict && value === minimum)) {
      const limit = strict
        ? `greater than ${minimum}`
        : `greater than or equal to ${minimum}`;
      found.push({ rule: 'minimum', text: `should be ${limit}` });
    }
  }
  if (maximum !== undefined) {
    const strict = schema.exclusiveMaximum === true;
    if (value > maximum || (strict && value === maximum)) {
      const limit = strict
        ? `less than ${maximum}`
        : `less than or equal to ${maximum}`;
      found.push({ rule: 'maximum', text: `should be ${limit}` });
    }
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) {
    found.push({
      rule: 'multipleOf',
      text: `should be a multiple of ${multipleOf}`,
    });
  }
  return found;
}

function textViolations(value: string, schema: OpenApiSchema): Violation[] {
  const found: Violation[] = [];
  const length = Array.from(value).length;
  const minLength = number(schema, 'minLength');
  const maxLength = number(schema, 'maxLength');
  if (minLength !== undefined && length < minLength) {
    found.push({
      rule: 'minLength',
      text: `should be at least ${minLength} chars long`,
    });
  }
  if (maxLength !== undefined && length > maxLength) {
    found.push({
      rule: 'maxLength',
      text: `may not be more than ${maxLength} bytes`,
    });
  }
  const { pattern, format } = schema;
  if (typeof pattern === 'string' && !compilePattern(pattern).test(value)) {
    found.push({ rule: 'pattern', text: `should match '${pattern}'` });
  }
  if (format !== undefined && !isFormat(format, value)) {
    found.push({
      rule: 'format',
      text: `must be of type ${format}: "${value}"`,
    });
  }
  return found;
}

/** The rules of a schema that a number, text or boolean breaks; its type is not looked at. */
export function scalarViolations(
  value: unknown,
  schema: OpenApiSchema,
): Violation[] {
  const found: Violation[] = [];
  if (typeof value === 'number') found.push(...numberViolations(value, schema));
  if (typeof value === 'string') found.push(...textViolations(value, schema));
  const allowed = schema.enum;
  if (Array.isArray(allowed) && !allowed.some(one => equalJson(one, value))) {
    found.push({
      rule: 'enum',
      text: `should be one of [${allowed
        .map(one => JSON.stringify(one))
        .join(' ')}]`,
    });
  }
  return found;
}
