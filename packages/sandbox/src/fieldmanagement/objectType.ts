import { OpenApiSchema } from '@mini-atlas/kro';
import { objectMetaSchema } from '../openapi';
import { deduced, MergeType, mergeTypeOf } from './mergeType';

const withMeta = new WeakMap<OpenApiSchema, OpenApiSchema>();

/**
 * The schema with `apiVersion`, `kind` and `ObjectMeta` in it, which the schema a CRD is written with leaves out.
 */
export function objectSchema(schema: OpenApiSchema): OpenApiSchema {
  if (schema.properties?.metadata?.properties?.managedFields) {
    return schema;
  }
  const known = withMeta.get(schema);
  if (known) {
    return known;
  }
  const result: OpenApiSchema = {
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: objectMetaSchema(),
    },
  };
  withMeta.set(schema, result);
  return result;
}

/** How a whole object merges; without a schema, field by field with lists as a whole. */
export function objectType(schema: OpenApiSchema | undefined): MergeType {
  return schema ? mergeTypeOf(objectSchema(schema)) : deduced;
}
