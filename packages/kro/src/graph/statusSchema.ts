import { CelType, celTypeOfSchema, celTypeText } from '../cel/celType';
import { OpenApiSchema } from '../contract';
import { GraphError } from '../graphError';
import { FieldPath } from './fieldPath';

const ANY: OpenApiSchema = { 'x-kubernetes-preserve-unknown-fields': true };
const TIMESTAMP = 'google.protobuf.Timestamp';

const SCALARS: Record<string, OpenApiSchema> = {
  bool: { type: 'boolean' },
  int: { type: 'integer' },
  uint: { type: 'integer' },
  double: { type: 'number' },
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  null: { description: 'null type - any value allowed', ...ANY },
};

/** The schema of a field inside a known object: types only, no descriptions or limits. */
function bareSchema(type: CelType, within: OpenApiSchema[]): OpenApiSchema {
  switch (type.is) {
    case 'scalar':
      return SCALARS[type.name] ?? ANY;
    case 'list':
      return { type: 'array', items: bareSchema(type.of, within) };
    case 'map':
      return {
        type: 'object',
        additionalProperties: bareSchema(type.of, within),
      };
    case 'object':
      return bareObject(type.schema, within);
    default:
      return ANY;
  }
}

function bareObject(
  schema: OpenApiSchema,
  within: OpenApiSchema[],
): OpenApiSchema {
  if (within.includes(schema)) {
    throw new GraphError('cyclic type reference detected in a status field');
  }
  const inside = [...within, schema];
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, field]) => [
        name,
        bareSchema(celTypeOfSchema(field), inside),
      ]),
    ),
  };
}

/** The schema that KRO infers for a status field from the type of its expression. */
export function statusFieldSchema(type: CelType): OpenApiSchema {
  if (type.is === 'list') {
    return { type: 'array', items: statusFieldSchema(type.of) };
  }
  if (type.is === 'map') {
    return { type: 'object', additionalProperties: statusFieldSchema(type.of) };
  }
  if (type.is === 'scalar' && type.name === TIMESTAMP) {
    return {
      description: 'Timestamp representing a creation time',
      type: 'string',
      format: 'date-time',
    };
  }
  if (
    type.is === 'optional' ||
    (type.is === 'scalar' && !Object.hasOwn(SCALARS, type.name))
  ) {
    return { description: `unknown CEL type: ${celTypeText(type)}`, ...ANY };
  }
  return bareSchema(type, []);
}

/** Puts the schemas of fields at their places in one schema. */
export function schemaOfFields(
  fields: { path: FieldPath; schema: OpenApiSchema }[],
): OpenApiSchema {
  const root: OpenApiSchema = { type: 'object', properties: {} };
  for (const { path, schema } of fields) {
    let at = root;
    for (const part of path) at = child(at, part);
    Object.assign(at, schema);
  }
  return root;
}

function child(schema: OpenApiSchema, part: string | number): OpenApiSchema {
  if (typeof part === 'number') {
    schema.type = 'array';
    schema.items = schema.items ?? {};
    return schema.items;
  }
  schema.type = 'object';
  schema.properties = schema.properties ?? {};
  if (!Object.hasOwn(schema.properties, part)) schema.properties[part] = {};
  return schema.properties[part];
}
