import { OpenApiSchema } from '@mini-atlas/kro';
import {
  FieldCause,
  forbidden,
  invalid,
  notSupported,
  required,
} from './fieldCause';
import { isSet, listMapKeysOf, textOf } from './keywords';

const LIST_TYPES = ['atomic', 'set', 'map'];

/** Checks the list type of a schema, its keys, and what its items must be for it. */
export function validateListSchema(
  schema: OpenApiSchema,
  path: string,
): FieldCause[] {
  const listType = textOf(schema, 'x-kubernetes-list-type');
  const field = `${path}.x-kubernetes-list-type`;
  if (listType === undefined) {
    return listMapKeysOf(schema).length === 0
      ? []
      : [
          required(
            field,
            'must be map if x-kubernetes-list-map-keys is non-empty',
          ),
        ];
  }
  return [
    ...(schema.type === 'array'
      ? validateItems(schema, listType, path)
      : [wrongType(schema, path)]),
    ...(LIST_TYPES.includes(listType)
      ? []
      : [notSupported(field, listType, LIST_TYPES)]),
    ...(listType !== 'map' && listMapKeysOf(schema).length > 0
      ? [
          invalid(
            field,
            listType,
            'must be map if x-kubernetes-list-map-keys is non-empty',
          ),
        ]
      : []),
    ...(listType === 'map' ? validateMap(schema, path) : []),
  ];
}

function wrongType({ type }: OpenApiSchema, path: string): FieldCause {
  const words = 'must be array if x-kubernetes-list-type is specified';
  return type
    ? invalid(`${path}.type`, type, words)
    : required(`${path}.type`, words);
}

/** The items of a set are compared as a whole; neither they nor those of a map may be null. */
function validateItems(
  { items = {} }: OpenApiSchema,
  listType: string,
  path: string,
): FieldCause[] {
  const at = `${path}.items`;
  const words =
    'must be atomic as item of a list with x-kubernetes-list-type=set';
  const itemListType = textOf(items, 'x-kubernetes-list-type');
  const isOpenList =
    items.type === 'array' && (itemListType ?? 'atomic') !== 'atomic';
  const isOpenMap =
    items.type === 'object' &&
    textOf(items, 'x-kubernetes-map-type') !== 'atomic';
  return [
    ...(listType === 'set' && isOpenList
      ? [invalid(`${at}.x-kubernetes-list-type`, itemListType, words)]
      : []),
    ...(listType === 'set' && isOpenMap
      ? [invalid(`${at}.x-kubernetes-map-type`, itemListType ?? null, words)]
      : []),
    ...(['set', 'map'].includes(listType) && isSet(items, 'nullable')
      ? [
          forbidden(
            `${at}.nullable`,
            `cannot be nullable when x-kubernetes-list-type is ${listType}`,
          ),
        ]
      : []),
  ];
}

function validateMap(schema: OpenApiSchema, path: string): FieldCause[] {
  const keys = listMapKeysOf(schema);
  const field = `${path}.x-kubernetes-list-map-keys`;
  const { items } = schema;
  if (keys.length === 0) {
    return [
      required(field, 'must not be empty if x-kubernetes-list-type is map'),
    ];
  }
  if (!items) {
    return [
      required(
        `${path}.items`,
        'must have a schema if x-kubernetes-list-type is map',
      ),
    ];
  }
  if (items.type !== 'object') {
    return [
      invalid(
        `${path}.items.type`,
        items.type ?? '',
        "must be object if parent array's x-kubernetes-list-type is map",
      ),
    ];
  }
  return keys.flatMap((key, index) => [
    ...validateKey(items, key, keys, path),
    ...(keys.indexOf(key) < index
      ? [invalid(field, keys, 'must not contain duplicate entries')]
      : []),
  ]);
}

function validateKey(
  items: OpenApiSchema,
  key: string,
  keys: string[],
  path: string,
): FieldCause[] {
  const property =
    items.properties && Object.hasOwn(items.properties, key)
      ? items.properties[key]
      : undefined;
  if (!property) {
    return [
      invalid(
        `${path}.x-kubernetes-list-map-keys`,
        keys,
        'entries must all be names of item properties',
      ),
    ];
  }
  const at = `${path}.items.properties[${key}]`;
  const isOptional =
    property.default === undefined && !items.required?.includes(key);
  return [
    ...(['array', 'object'].includes(property.type ?? '')
      ? [
          invalid(
            `${at}.type`,
            items.type,
            "must be a scalar type if parent array's x-kubernetes-list-type is map",
          ),
        ]
      : []),
    ...(isOptional
      ? [
          required(
            `${at}.default`,
            'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
          ),
        ]
      : []),
    ...(isSet(property, 'nullable')
      ? [
          forbidden(
            `${at}.nullable`,
            'this property is in x-kubernetes-list-map-keys, so it cannot be nullable',
          ),
        ]
      : []),
  ];
}
