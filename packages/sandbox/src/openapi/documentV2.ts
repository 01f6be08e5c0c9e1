import { OpenApiSchema } from '@mini-atlas/kro';
import { OpenApiDocument, schemaReference } from './document';

/** An OpenAPI v2 document, without paths: what clients still read of it are the types. */
export interface OpenApiV2Document {
  swagger: '2.0';
  info: { title: string; version: string };
  paths: Record<string, never>;
  definitions: Record<string, SchemaV2>;
}

/** A schema of OpenAPI v2. */
export type SchemaV2 = {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  required?: string[];
  enum?: unknown[];
  items?: SchemaV2;
  additionalProperties?: SchemaV2;
  properties?: Record<string, SchemaV2>;
};

const DEFINITION = '#/definitions/';

/** The keywords that v2 has, and that the API server keeps. */
const KEPT = ['description', 'type', 'format', 'required', 'enum'];

/** The types of OpenAPI v3 documents as one document of v2. */
export function documentV2(
  documents: OpenApiDocument[],
  version: string,
): OpenApiV2Document {
  const definitions: Record<string, SchemaV2> = {};
  for (const { components } of documents) {
    for (const [name, schema] of Object.entries(components.schemas)) {
      definitions[name] ??= definitionOf(name, schema);
    }
  }
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version },
    paths: {},
    definitions,
  };
}

function definitionOf(name: string, schema: OpenApiSchema): SchemaV2 {
  if (name.endsWith('.IntOrString')) {
    return {
      description: descriptionOf(schema),
      type: 'string',
      format: 'int-or-string',
    };
  }
  return schemaV2(schema);
}

function schemaV2(schema: OpenApiSchema): SchemaV2 {
  const { allOf, oneOf, properties, items, additionalProperties } = schema;
  const target =
    schema.$ref ??
    (Array.isArray(allOf) && allOf.length === 1 ? allOf[0].$ref : undefined);
  if (typeof target === 'string') {
    return {
      description: descriptionOf(schema),
      ...extensionsOf(schema),
      $ref: DEFINITION + target.slice(schemaReference.length),
    };
  }
  return {
    ...Object.fromEntries(
      KEPT.filter(keyword => schema[keyword] !== undefined).map(keyword => [
        keyword,
        schema[keyword],
      ]),
    ),
    // v2 has no choice of types: a quantity is a text.
    ...(oneOf && !schema.type ? { type: 'string' } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [
              name,
              schemaV2(property),
            ]),
          ),
        }
      : {}),
    ...(items ? { items: schemaV2(items) } : {}),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: schemaV2(additionalProperties) }
      : {}),
    ...extensionsOf(schema),
  };
}

function descriptionOf({ description }: OpenApiSchema): string {
  return typeof description === 'string' ? description : '';
}

function extensionsOf(schema: OpenApiSchema): SchemaV2 {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([keyword]) =>
        keyword.startsWith('x-kubernetes-') &&
        keyword !== 'x-kubernetes-validations',
    ),
  );
}
