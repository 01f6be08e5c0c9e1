import { OpenApiSchema } from '@mini-atlas/kro';
import { isRecord, isSet, listMapKeysOf, textOf } from '../schema/keywords';

/**
 * How values of a type merge. A value of no fixed type has several of the three and is taken for what it is
 * (`deduceType`). Follows `schema.Atom` of structured-merge-diff.
 */
/** What a scalar may be. */
export type ScalarType = 'string' | 'numeric' | 'boolean' | 'untyped';

export interface MergeType {
  scalar?: ScalarType;
  list?: ListType;
  map?: MapType;
}

/** A list: one value as a whole (atomic), or items known by their keys (or, without keys, by themselves). */
export interface ListType {
  isAtomic: boolean;
  keys: string[];
  /** Default of a key field, which stands for the field where an item leaves it out. */
  keyDefault(key: string): unknown;
  readonly item: MergeType;
}

/** An object: one value as a whole (atomic), or fields that are owned one by one. */
export interface MapType {
  isAtomic: boolean;
  /** Whether the schema names the field; others are keys of a map. */
  isNamed(field: string): boolean;
  /** The type of a field; `undefined` where the schema allows no such field. */
  fieldType(field: string): MergeType | undefined;
}

function wholeList(item: MergeType): ListType {
  return { isAtomic: true, keys: [], keyDefault: () => undefined, item };
}

/** Any value, as a whole. */
export const untyped: MergeType = { scalar: 'untyped' };
untyped.list = wholeList(untyped);
untyped.map = {
  isAtomic: true,
  isNamed: () => false,
  fieldType: () => untyped,
};

/** A value without a schema: lists as a whole, objects field by field. */
export const deduced: MergeType = {
  scalar: 'untyped',
  list: wholeList(untyped),
};
deduced.map = {
  isAtomic: false,
  isNamed: () => false,
  fieldType: () => deduced,
};

function listRelationship(schema: OpenApiSchema): {
  isAtomic: boolean;
  keys: string[];
} {
  const listType = textOf(schema, 'x-kubernetes-list-type');
  if (listType !== undefined) {
    return {
      isAtomic: listType !== 'set' && listType !== 'map',
      keys: listType === 'map' ? listMapKeysOf(schema) : [],
    };
  }
  const strategy = textOf(schema, 'x-kubernetes-patch-strategy');
  const key = textOf(schema, 'x-kubernetes-patch-merge-key');
  const merges = strategy === 'merge' || strategy === 'merge,retainKeys';
  return { isAtomic: !merges, keys: merges && key ? [key] : [] };
}

function listTypeOf(schema: OpenApiSchema, preserves: boolean): ListType {
  const { items } = schema;
  return {
    ...listRelationship(schema),
    keyDefault: key => items?.properties?.[key]?.default,
    get item() {
      return items ? mergeTypeOf(items, preserves) : untyped;
    },
  };
}

function otherFieldsOf(
  schema: OpenApiSchema,
  preserves: boolean,
): MergeType | undefined {
  const { additionalProperties } = schema;
  if (isRecord(additionalProperties)) {
    return mergeTypeOf(additionalProperties, preserves);
  }
  if (additionalProperties !== undefined) {
    return additionalProperties ? deduced : undefined;
  }
  const isFree = Object.keys(schema.properties ?? {}).length === 0;
  return preserves || isFree ? deduced : undefined;
}

function mapTypeOf(schema: OpenApiSchema, preserves: boolean): MapType {
  const properties = new Map(Object.entries(schema.properties ?? {}));
  return {
    isAtomic: textOf(schema, 'x-kubernetes-map-type') === 'atomic',
    isNamed: field => properties.has(field),
    fieldType: field => {
      const property = properties.get(field);
      return property
        ? mergeTypeOf(property, preserves)
        : otherFieldsOf(schema, preserves);
    },
  };
}

function convert(schema: OpenApiSchema, preserves: boolean): MergeType {
  switch (schema.type) {
    case 'object':
      return { map: mapTypeOf(schema, preserves) };
    case 'array':
      return { list: listTypeOf(schema, preserves) };
    case 'string':
      // Times are read by Go itself.
      return { scalar: schema.format === 'date-time' ? 'untyped' : 'string' };
    case 'integer':
    case 'number':
      return { scalar: 'numeric' };
    case 'boolean':
      return { scalar: 'boolean' };
    default:
      return {
        scalar: 'untyped',
        list: listTypeOf(schema, preserves),
        map: mapTypeOf(schema, preserves),
      };
  }
}

const converted = {
  strict: new WeakMap<OpenApiSchema, MergeType>(),
  preserving: new WeakMap<OpenApiSchema, MergeType>(),
};

/**
 * The merge type of a self-contained schema. `x-kubernetes-preserve-unknown-fields` holds for all below it. Follows
 * `schemaconv` of kube-openapi.
 */
export function mergeTypeOf(
  schema: OpenApiSchema,
  preserves = false,
): MergeType {
  const all =
    preserves || isSet(schema, 'x-kubernetes-preserve-unknown-fields');
  const cache = all ? converted.preserving : converted.strict;
  const known = cache.get(schema);
  if (known) {
    return known;
  }
  const type = convert(schema, all);
  cache.set(schema, type);
  return type;
}

/** The one of a type's possibilities that a value is of; the type itself where none fits. */
export function deduceType(type: MergeType, value: unknown): MergeType {
  if (value === null || value === undefined) {
    return type;
  }
  if (Array.isArray(value)) {
    return type.list ? { list: type.list } : type;
  }
  if (isRecord(value)) {
    return type.map ? { map: type.map } : type;
  }
  return type.scalar ? { scalar: type.scalar } : type;
}
