import { OpenApiSchema } from '../contract';
import { GraphError } from '../graphError';

const MAX_DEPTH = 16;

const ATOMIC: Record<string, string> = {
  string: 'string',
  integer: 'integer',
  boolean: 'boolean',
  float: 'number',
};

/** A parsed SimpleSchema type. `custom` names an entry of the RGD's `schema.types`. */
export type FieldType =
  | { is: 'atomic'; type: string }
  | { is: 'object' }
  | { is: 'list'; of: FieldType }
  | { is: 'map'; of: FieldType }
  | { is: 'custom'; name: string };

/** Looks up the schema of a custom type; throws GraphError when there is none. */
export type CustomTypeLookup = (name: string) => OpenApiSchema;

/**
 * Parses `string`, `[]T`, `map[string]T`, `object` or the name of a custom type.
 *
 * @throws GraphError for an empty type, a map key other than string, or more than 16 levels
 */
export function parseFieldType(text: string, depth = 0): FieldType {
  const name = text.trim();
  if (depth > MAX_DEPTH) {
    throw new GraphError(`type nesting too deep (max ${MAX_DEPTH}): "${name}"`);
  }
  if (!name) {
    throw new GraphError(depth === 0 ? 'empty type' : 'empty element type');
  }
  if (Object.hasOwn(ATOMIC, name)) return { is: 'atomic', type: ATOMIC[name] };
  if (name === 'object') return { is: 'object' };
  if (name.startsWith('[]')) {
    return { is: 'list', of: parseFieldType(name.slice(2), depth + 1) };
  }
  if (name.startsWith('map[string]')) {
    return { is: 'map', of: parseFieldType(name.slice(11), depth + 1) };
  }
  if (name.startsWith('map[')) {
    throw new GraphError(`map key must be string, got "${name}"`);
  }
  return { is: 'custom', name };
}

/** The OpenAPI schema of a type, before markers. */
export function fieldTypeSchema(
  type: FieldType,
  lookup: CustomTypeLookup,
): OpenApiSchema {
  switch (type.is) {
    case 'atomic':
      return { type: type.type };
    case 'object':
      return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    case 'list':
      return { type: 'array', items: fieldTypeSchema(type.of, lookup) };
    case 'map':
      return {
        type: 'object',
        additionalProperties: fieldTypeSchema(type.of, lookup),
      };
    default:
      return lookup(type.name);
  }
}

/** Names of the custom types that a type is made of. */
export function customTypesOf(type: FieldType): string[] {
  if (type.is === 'custom') return [type.name];
  return type.is === 'list' || type.is === 'map' ? customTypesOf(type.of) : [];
}
