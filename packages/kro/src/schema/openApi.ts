import { OpenApiSchema } from '../contract';
import { isJsonObject } from '../json';

function isSchema(value: unknown): value is OpenApiSchema {
  return isJsonObject(value);
}

/** The sub-schemas under `allOf`, `anyOf` or `oneOf`. */
export function subSchemas(
  schema: OpenApiSchema,
  keyword: 'allOf' | 'anyOf' | 'oneOf',
): OpenApiSchema[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list.filter(isSchema) : [];
}

const merged = new WeakMap<OpenApiSchema, OpenApiSchema>();

/**
 * A schema with its `allOf` folded in: Kubernetes publishes references as `allOf: [{…}]` beside a description.
 * Keywords of the outer schema win; properties are joined.
 */
export function foldAllOf(schema: OpenApiSchema): OpenApiSchema {
  const parts = subSchemas(schema, 'allOf');
  // An allOf beside a type only adds constraints in structural schemas.
  if (parts.length === 0 || schema.type !== undefined) return schema;
  const known = merged.get(schema);
  if (known) return known;
  const { allOf: _allOf, ...outer } = schema;
  const folded = parts.reduceRight<OpenApiSchema>((sum, part) => {
    const inner = foldAllOf(part);
    return {
      ...inner,
      ...sum,
      ...(inner.properties && {
        properties: { ...inner.properties, ...sum.properties },
      }),
    };
  }, outer);
  merged.set(schema, folded);
  return folded;
}

/** Whether a schema says `x-kubernetes-preserve-unknown-fields: true`. */
export function preservesUnknown(schema: OpenApiSchema): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true;
}

/** Whether a schema takes an integer or a string, in either of the two ways Kubernetes writes that. */
export function isIntOrString(schema: OpenApiSchema): boolean {
  return (
    schema['x-kubernetes-int-or-string'] === true ||
    schema.format === 'int-or-string'
  );
}

/** The schema of a field of an object, or of a map's value; undefined when there is none. */
export function propertySchema(
  schema: OpenApiSchema | undefined,
  name: string,
): OpenApiSchema | undefined {
  if (!schema) return undefined;
  const { properties, additionalProperties } = foldAllOf(schema);
  if (properties && Object.hasOwn(properties, name)) {
    return foldAllOf(properties[name]);
  }
  return isSchema(additionalProperties)
    ? foldAllOf(additionalProperties)
    : undefined;
}

/** The schema of a list's items; undefined when there is none. */
export function itemSchema(
  schema: OpenApiSchema | undefined,
): OpenApiSchema | undefined {
  const items = schema && foldAllOf(schema).items;
  return isSchema(items) ? foldAllOf(items) : undefined;
}
