import { scanExpression, ScannedExpression } from '../cel/scanner';
import { OpenApiSchema } from '../contract';
import { GraphError, within } from '../graphError';
import { isJsonObject } from '../json';
import { JsonValue } from '../kubernetesObject';
import {
  foldAllOf,
  isIntOrString,
  itemSchema,
  preservesUnknown,
  propertySchema,
  subSchemas,
} from '../schema/openApi';
import { FieldPath, fieldPathText } from './fieldPath';

/** An expression and where in the template it stands. */
export interface TemplateField {
  path: FieldPath;
  scanned: ScannedExpression;
  /** The schema at that place; undefined where there is none. */
  schema?: OpenApiSchema;
}

/** What a walk through a value without a schema found. */
export interface SchemalessFields {
  fields: TemplateField[];
  /** Leaves that are no expressions. */
  plain: FieldPath[];
}

/** Finds the expressions of a value of which no schema is known. */
export function schemalessFields(
  value: JsonValue | undefined,
  path: FieldPath = [],
): SchemalessFields {
  if (Array.isArray(value)) {
    return joined(value.map((item, i) => schemalessFields(item, [...path, i])));
  }
  if (isJsonObject(value)) {
    return joined(
      Object.entries(value).map(([name, field]) =>
        schemalessFields(field, [...path, name]),
      ),
    );
  }
  const scanned =
    typeof value === 'string'
      ? within(fieldPathText(path), '', () => scanExpression(value))
      : undefined;
  return scanned
    ? { fields: [{ path, scanned }], plain: [] }
    : { fields: [], plain: [path] };
}

function joined(parts: SchemalessFields[]): SchemalessFields {
  return {
    fields: parts.flatMap(part => part.fields),
    plain: parts.flatMap(part => part.plain),
  };
}

function typesOfSubSchemas(schema: OpenApiSchema): string[] {
  const parts = [
    ...subSchemas(schema, 'oneOf'),
    ...subSchemas(schema, 'anyOf'),
  ];
  return parts.flatMap(part => [
    ...(part.required || part.not ? ['object'] : []),
    ...(part.type ? [part.type] : []),
  ]);
}

/** The JSON types a schema takes; `any` when it does not say. */
function expectedTypes(schema: OpenApiSchema): string[] {
  if (preservesUnknown(schema)) return ['any'];
  if (isIntOrString(schema)) return ['string', 'integer'];
  const composed = typesOfSubSchemas(schema);
  if (composed.length > 0) {
    return schema.type ? [schema.type, ...composed] : composed;
  }
  return schema.type ? [schema.type] : ['any'];
}

function typeError(types: string[], path: FieldPath, got: string) {
  return new GraphError(
    `expected ${types.join(' or ')} type for path ${fieldPathText(
      path,
    )}, got ${got}`,
    fieldPathText(path),
  );
}

function allows(types: string[], ...wanted: string[]): boolean {
  return types.includes('any') || wanted.some(type => types.includes(type));
}

function textField(
  text: string,
  schema: OpenApiSchema,
  path: FieldPath,
): TemplateField[] {
  const scanned = within(fieldPathText(path), '', () => scanExpression(text));
  // A lone expression has the type it evaluates to; text around it makes a string.
  const standalone =
    scanned !== undefined && scanned.source === scanned.display;
  const types = expectedTypes(schema);
  if (!standalone && !allows(types, 'string')) {
    throw typeError(types, path, 'string');
  }
  return scanned ? [{ path, scanned, schema }] : [];
}

function scalarField(
  value: number | boolean,
  schema: OpenApiSchema,
  path: FieldPath,
): TemplateField[] {
  const types = expectedTypes(schema);
  const fits =
    typeof value === 'boolean'
      ? allows(types, 'boolean')
      : allows(
          types,
          'number',
          ...(Number.isInteger(value) ? ['integer'] : []),
        );
  if (fits) return [];
  throw typeError(
    types,
    path,
    typeof value === 'boolean' ? 'boolean' : numberName(value),
  );
}

function numberName(value: number): string {
  return Number.isInteger(value) ? 'integer' : 'float64';
}

/**
 * Finds the expressions of a template and checks the template against its schema on the way.
 *
 * @throws GraphError for a field the schema does not have, or a value of another type
 */
export function templateFields(
  value: JsonValue | undefined,
  raw: OpenApiSchema,
  path: FieldPath = [],
): TemplateField[] {
  const schema = foldAllOf(raw);
  if (value === null || value === undefined) return [];
  if (preservesUnknown(schema) && typeof value === 'object') {
    return schemalessFields(value, path).fields;
  }
  if (Array.isArray(value)) return listFields(value, schema, path);
  if (isJsonObject(value)) return objectFields(value, schema, path);
  return typeof value === 'string'
    ? textField(value, schema, path)
    : scalarField(value, schema, path);
}

function listFields(
  list: JsonValue[],
  schema: OpenApiSchema,
  path: FieldPath,
): TemplateField[] {
  const types = expectedTypes(schema);
  if (!allows(types, 'array')) throw typeError(types, path, 'array');
  const items = itemSchema(schema);
  return list.flatMap((item, i) =>
    items
      ? templateFields(item, items, [...path, i])
      : schemalessFields(item, [...path, i]).fields,
  );
}

function objectFields(
  object: { [name: string]: JsonValue | undefined },
  schema: OpenApiSchema,
  path: FieldPath,
): TemplateField[] {
  const types = expectedTypes(schema);
  if (!allows(types, 'object')) throw typeError(types, path, 'object');
  return Object.entries(object).flatMap(([name, value]) => {
    const at = [...path, name];
    const field = propertySchema(schema, name);
    if (field) return templateFields(value, field, at);
    if (schema.additionalProperties === true || types.includes('any')) {
      return schemalessFields(value, at).fields;
    }
    throw new GraphError(
      `error getting field schema for path ${fieldPathText(
        at,
      )}: schema not found for field ${name}`,
      fieldPathText(at),
    );
  });
}
