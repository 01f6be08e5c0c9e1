import { OpenApiSchema } from '@mini-atlas/kro';

/** Fields every object has, whatever its schema says. */
export const metaFields: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata',
]);

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema of a property the schema names; `undefined` for any other, inherited names of objects included. */
export function propertyOf(
  schema: OpenApiSchema,
  name: string,
): OpenApiSchema | undefined {
  return schema.properties && Object.hasOwn(schema.properties, name)
    ? schema.properties[name]
    : undefined;
}

/** The schema of the values of a map; `undefined` when `additionalProperties` is absent or a boolean. */
export function mapValueOf(schema: OpenApiSchema): OpenApiSchema | undefined {
  return typeof schema.additionalProperties === 'object'
    ? schema.additionalProperties
    : undefined;
}

/** The schema that governs a field: its property's, else that of map values. */
export function fieldOf(
  schema: OpenApiSchema,
  name: string,
): OpenApiSchema | undefined {
  return propertyOf(schema, name) ?? mapValueOf(schema);
}

/** Whether a boolean keyword (`nullable`, `uniqueItems`, `x-kubernetes-…`) is set. */
export function isSet(schema: OpenApiSchema, keyword: string): boolean {
  return schema[keyword] === true;
}

/** A numeric keyword. */
export function numberOf(
  schema: OpenApiSchema,
  keyword: string,
): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}

/** A string keyword. */
export function textOf(
  schema: OpenApiSchema,
  keyword: string,
): string | undefined {
  const value = schema[keyword];
  return typeof value === 'string' ? value : undefined;
}

/** The alternatives of `allOf`, `anyOf` or `oneOf`. */
export function schemasOf(
  schema: OpenApiSchema,
  keyword: 'allOf' | 'anyOf' | 'oneOf',
): OpenApiSchema[] {
  const value = schema[keyword];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The schema under `not`. */
export function negationOf(schema: OpenApiSchema): OpenApiSchema | undefined {
  return isRecord(schema.not) ? schema.not : undefined;
}

/** The key fields of a list of type `map`. */
export function listMapKeysOf(schema: OpenApiSchema): string[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  return Array.isArray(keys)
    ? keys.filter((key): key is string => typeof key === 'string')
    : [];
}

/** `schema` as that of a whole object, whose `apiVersion`, `kind` and `metadata` need not be named. */
export function asResource(schema: OpenApiSchema): OpenApiSchema {
  return { ...schema, 'x-kubernetes-embedded-resource': true };
}
