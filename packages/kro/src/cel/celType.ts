import { OpenApiSchema } from '../contract';
import {
  foldAllOf,
  isIntOrString,
  itemSchema,
  preservesUnknown,
} from '../schema/openApi';
import { isJsonObject } from '../json';

/** A type of CEL's static checker; objects keep the schema they come from. */
export type CelType =
  | { is: 'dyn' }
  | { is: 'scalar'; name: string }
  | { is: 'list'; of: CelType }
  | { is: 'map'; key: CelType; of: CelType }
  | { is: 'optional'; of: CelType }
  | { is: 'object'; schema: OpenApiSchema };

const DYN: CelType = { is: 'dyn' };

const STRING_FORMATS: Record<string, string> = {
  byte: 'bytes',
  duration: 'google.protobuf.Duration',
  date: 'google.protobuf.Timestamp',
  'date-time': 'google.protobuf.Timestamp',
};

function objectType(schema: OpenApiSchema): CelType {
  const { additionalProperties, properties } = schema;
  if (additionalProperties && !properties) {
    return {
      is: 'map',
      key: { is: 'scalar', name: 'string' },
      of: isJsonObject(additionalProperties)
        ? celTypeOfSchema(additionalProperties)
        : DYN,
    };
  }
  return { is: 'object', schema };
}

function stringType(format: string | undefined): CelType {
  const name =
    format && Object.hasOwn(STRING_FORMATS, format)
      ? STRING_FORMATS[format]
      : 'string';
  return { is: 'scalar', name };
}

/** The CEL type of an OpenAPI schema, as `SchemaDeclType` of the API server makes it; without a type it is dyn. */
export function celTypeOfSchema(raw: OpenApiSchema | undefined): CelType {
  if (!raw) return DYN;
  const schema = foldAllOf(raw);
  if (isIntOrString(schema)) return DYN;
  switch (schema.type) {
    case 'object':
      return preservesUnknown(schema) && !schema.properties
        ? DYN
        : objectType(schema);
    case 'array': {
      const items = itemSchema(schema);
      return items ? { is: 'list', of: celTypeOfSchema(items) } : DYN;
    }
    case 'string':
      return stringType(schema.format);
    case 'boolean':
      return { is: 'scalar', name: 'bool' };
    case 'integer':
      return { is: 'scalar', name: 'int' };
    case 'number':
      return { is: 'scalar', name: 'double' };
    default:
      return DYN;
  }
}

function splitPair(text: string): [string, string] {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '<') depth += 1;
    if (text[at] === '>') depth -= 1;
    if (text[at] === ',' && depth === 0) {
      return [text.slice(0, at), text.slice(at + 1).trim()];
    }
  }
  return [text, 'dyn'];
}

/**
 * Reads a type as the engine writes it, e.g. `list<map<string, dyn>>`.
 *
 * @param schemas - the schemas of the engine's message types, by name
 */
export function parseCelType(
  text: string,
  schemas: ReadonlyMap<string, OpenApiSchema>,
): CelType {
  const generic = /^(list|map|optional|dyn)<(.*)>$/s.exec(text);
  if (generic) {
    const [, name, inner] = generic;
    if (name === 'dyn') return DYN;
    if (name === 'list')
      return { is: 'list', of: parseCelType(inner, schemas) };
    if (name === 'optional') {
      return { is: 'optional', of: parseCelType(inner, schemas) };
    }
    const [key, value] = splitPair(inner);
    return {
      is: 'map',
      key: parseCelType(key, schemas),
      of: parseCelType(value, schemas),
    };
  }
  if (text === 'list') return { is: 'list', of: DYN };
  if (text === 'map') return { is: 'map', key: DYN, of: DYN };
  const schema = schemas.get(text);
  if (schema) return { is: 'object', schema };
  // A lone capital is the engine's "not decided", as in the type of an empty list.
  return text === 'dyn' || /^[A-Z]$/.test(text)
    ? DYN
    : { is: 'scalar', name: text };
}

/** A type as CEL writes it. */
export function celTypeText(type: CelType): string {
  switch (type.is) {
    case 'scalar':
      return type.name;
    case 'list':
      return `list(${celTypeText(type.of)})`;
    case 'map':
      return `map(${celTypeText(type.key)}, ${celTypeText(type.of)})`;
    case 'optional':
      return `optional_type(${celTypeText(type.of)})`;
    case 'object':
      return 'object';
    default:
      return 'dyn';
  }
}
