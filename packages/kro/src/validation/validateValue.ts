import { OpenApiSchema } from '../contract';
import { equalJson, isJsonObject } from '../json';
import {
  foldAllOf,
  isIntOrString,
  itemSchema,
  propertySchema,
  subSchemas,
} from '../schema/openApi';
import { FieldError, fieldBelow } from './fieldError';
import { scalarViolations, Violation } from './scalarRules';

const MATCHES: Record<string, (value: unknown) => boolean> = {
  object: isJsonObject,
  array: Array.isArray,
  string: value => typeof value === 'string',
  boolean: value => typeof value === 'boolean',
  number: value => typeof value === 'number',
  integer: value => Number.isInteger(value),
};

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}

function typeViolation(
  value: unknown,
  schema: OpenApiSchema,
): Violation | undefined {
  const expected = isIntOrString(schema) ? undefined : schema.type;
  if (value === null) {
    if (schema.nullable === true || (!expected && !isIntOrString(schema))) {
      return undefined;
    }
    return {
      rule: 'type',
      text: `must be of type ${expected ?? 'integer,string'}: "null"`,
    };
  }
  if (isIntOrString(schema)) {
    return Number.isInteger(value) || typeof value === 'string'
      ? undefined
      : {
          rule: 'type',
          text: `must be of type integer,string: "${typeName(value)}"`,
        };
  }
  if (
    !expected ||
    !Object.hasOwn(MATCHES, expected) ||
    MATCHES[expected](value)
  ) {
    return undefined;
  }
  return {
    rule: 'type',
    text: `must be of type ${expected}: "${typeName(value)}"`,
  };
}

function hasDuplicate(list: unknown[]): boolean {
  return list.some((item, i) =>
    list.slice(0, i).some(other => equalJson(item, other)),
  );
}

function keysOf(item: unknown, keys: unknown[]): unknown {
  return keys.map(key =>
    typeof key === 'string' && isJsonObject(item) ? item[key] ?? null : null,
  );
}

function sizeViolations(
  size: number,
  schema: OpenApiSchema,
  of: 'Items' | 'Properties',
): Violation[] {
  const word = of === 'Items' ? 'items' : 'properties';
  const minimum = schema[`min${of}`];
  const maximum = schema[`max${of}`];
  return [
    ...(typeof minimum === 'number' && size < minimum
      ? [{ rule: `min${of}`, text: `should have at least ${minimum} ${word}` }]
      : []),
    ...(typeof maximum === 'number' && size > maximum
      ? [{ rule: `max${of}`, text: `should have at most ${maximum} ${word}` }]
      : []),
  ];
}

function listViolations(list: unknown[], schema: OpenApiSchema): Violation[] {
  const found = sizeViolations(list.length, schema, 'Items');
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  if (
    (schema.uniqueItems === true || listType === 'set') &&
    hasDuplicate(list)
  ) {
    found.push({ rule: 'uniqueItems', text: "shouldn't contain duplicates" });
  }
  if (listType === 'map' && Array.isArray(keys)) {
    if (hasDuplicate(list.map(item => keysOf(item, keys)))) {
      found.push({
        rule: 'x-kubernetes-list-map-keys',
        text: `shouldn't contain two items with the same ${keys.join(', ')}`,
      });
    }
  }
  return found;
}

function missing(
  object: Record<string, unknown>,
  schema: OpenApiSchema,
  path: string,
): FieldError[] {
  return (schema.required ?? [])
    .filter(name => object[name] === undefined)
    .map(name => ({
      path: fieldBelow(path, name),
      value: undefined,
      rule: 'required',
      message: `${fieldBelow(path, name)}: Required value`,
    }));
}

function composed(value: unknown, schema: OpenApiSchema): Violation[] {
  const fits = (part: OpenApiSchema) => validateValue(part, value).length === 0;
  const found: Violation[] = [];
  const anyOf = subSchemas(schema, 'anyOf');
  if (anyOf.length > 0 && !isIntOrString(schema) && !anyOf.some(fits)) {
    found.push({
      rule: 'anyOf',
      text: 'must validate at least one schema (anyOf)',
    });
  }
  const oneOf = subSchemas(schema, 'oneOf');
  if (
    oneOf.length > 0 &&
    !isIntOrString(schema) &&
    oneOf.filter(fits).length !== 1
  ) {
    found.push({
      rule: 'oneOf',
      text: 'must validate one and only one schema (oneOf)',
    });
  }
  if (!subSchemas(schema, 'allOf').every(fits)) {
    found.push({
      rule: 'allOf',
      text: 'must validate all the schemas (allOf)',
    });
  }
  const { not } = schema;
  if (isJsonObject(not) && Object.keys(not).length > 0 && fits(not)) {
    found.push({ rule: 'not', text: 'must not validate the schema (not)' });
  }
  return found;
}

function inside(
  value: unknown,
  schema: OpenApiSchema,
  path: string,
): FieldError[] {
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return items
      ? value.flatMap((item, i) =>
          validateValue(items, item, fieldBelow(path, i)),
        )
      : [];
  }
  if (!isJsonObject(value)) return [];
  return [
    ...missing(value, schema, path),
    ...Object.entries(value).flatMap(([name, field]) => {
      const child = propertySchema(schema, name);
      return child && field !== undefined
        ? validateValue(child, field, fieldBelow(path, name))
        : [];
    }),
  ];
}

/**
 * Everything in which a value breaks its schema, `x-kubernetes-validations` excepted. Fields that the schema does
 * not know are no error: the API server drops them.
 *
 * @param path - of the value; stands in front of the paths of the errors
 */
export function validateValue(
  raw: OpenApiSchema,
  value: unknown,
  path = '',
): FieldError[] {
  const schema = foldAllOf(raw);
  const wrongType = typeViolation(value, schema);
  const violations = wrongType
    ? [wrongType]
    : [
        ...scalarViolations(value, schema),
        ...(Array.isArray(value) ? listViolations(value, schema) : []),
        ...(isJsonObject(value)
          ? sizeViolations(Object.keys(value).length, schema, 'Properties')
          : []),
        ...composed(value, schema),
      ];
  const own = violations.map(({ rule, text }) => ({
    path,
    value,
    rule,
    message: `${path || 'value'} in body ${text}`,
  }));
  return wrongType || value === null
    ? own
    : [...own, ...inside(value, schema, path)];
}
