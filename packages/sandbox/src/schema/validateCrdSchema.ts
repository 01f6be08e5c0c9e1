import { OpenApiSchema } from '@mini-atlas/kro';
import { jsonEqual } from './jsonEqual';
import {
  FieldCause,
  forbidden,
  invalid,
  notSupported,
  required,
} from './fieldCause';
import {
  isSet,
  listMapKeysOf,
  mapValueOf,
  metaFields,
  negationOf,
  schemasOf,
  textOf,
} from './keywords';
import { patternOf } from './pattern';
import { prune } from './prune';
import { validateStructural } from './validateStructural';

type Level = 'root' | 'item' | 'field';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Keywords JSON Schema has and Kubernetes does not allow. */
const unsupported = [
  'id',
  'additionalItems',
  'patternProperties',
  'definitions',
  'dependencies',
  '$ref',
];

const missingType: Record<Level, string> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function validateType(
  schema: OpenApiSchema,
  path: string,
  level: Level,
): FieldCause[] {
  const field = `${path}.type`;
  const { type } = schema;
  if (type === undefined || type === '') {
    const anyType =
      isSet(schema, 'x-kubernetes-int-or-string') ||
      isSet(schema, 'x-kubernetes-preserve-unknown-fields');
    return anyType ? [] : [required(field, missingType[level])];
  }
  if (!types.includes(type)) {
    return [notSupported(field, type, types)];
  }
  if (level === 'root' && type !== 'object') {
    return [invalid(field, type, 'must be object at the root')];
  }
  return isSet(schema, 'x-kubernetes-embedded-resource') && type !== 'object'
    ? [
        invalid(
          field,
          type,
          'must be object if x-kubernetes-embedded-resource is true',
        ),
      ]
    : [];
}

function validateMap(
  schema: OpenApiSchema,
  path: string,
  level: Level,
): FieldCause[] {
  const field = `${path}.additionalProperties`;
  if (schema.additionalProperties === undefined) {
    return [];
  }
  const causes =
    level === 'root' ? [forbidden(field, 'must not be used at the root')] : [];
  const hasProperties = Object.keys(schema.properties ?? {}).length > 0;
  return hasProperties && schema.additionalProperties !== true
    ? [
        ...causes,
        forbidden(
          field,
          'additionalProperties and properties are mutual exclusive',
        ),
      ]
    : causes;
}

function validateMapKeys(schema: OpenApiSchema, path: string): FieldCause[] {
  const keys = listMapKeysOf(schema);
  const field = `${path}.x-kubernetes-list-map-keys`;
  const properties = schema.items?.properties ?? {};
  const unknown = keys.filter(key => !Object.hasOwn(properties, key));
  const optional = keys.filter(
    key =>
      !unknown.includes(key) &&
      properties[key].default === undefined &&
      !schema.items?.required?.includes(key),
  );
  return [
    ...(keys.length === 0
      ? [required(field, 'must not be empty if x-kubernetes-list-type is map')]
      : []),
    ...unknown.map(() =>
      invalid(field, keys, 'entries must all be names of item properties'),
    ),
    ...optional.map(key =>
      required(
        `${path}.items.properties[${key}].default`,
        'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
      ),
    ),
  ];
}

function validateListType(schema: OpenApiSchema, path: string): FieldCause[] {
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
  const known = ['atomic', 'set', 'map'];
  return [
    ...(schema.type === 'array'
      ? []
      : [
          invalid(
            `${path}.type`,
            schema.type ?? '',
            'must be array if x-kubernetes-list-type is specified',
          ),
        ]),
    ...(known.includes(listType) ? [] : [notSupported(field, listType, known)]),
    ...(listType === 'map' ? validateMapKeys(schema, path) : []),
  ];
}

function validateKeywords(schema: OpenApiSchema, path: string): FieldCause[] {
  const pattern = textOf(schema, 'pattern');
  const mapType = textOf(schema, 'x-kubernetes-map-type');
  const mapTypes = ['atomic', 'granular'];
  return [
    ...unsupported
      .filter(keyword => schema[keyword] !== undefined)
      .map(keyword =>
        forbidden(`${path}.${keyword}`, `${keyword} is not supported`),
      ),
    ...(isSet(schema, 'uniqueItems')
      ? [
          forbidden(
            `${path}.uniqueItems`,
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === false
      ? [
          invalid(
            `${path}.x-kubernetes-preserve-unknown-fields`,
            false,
            'must be true or undefined',
          ),
        ]
      : []),
    ...(mapType === undefined || mapTypes.includes(mapType)
      ? []
      : [notSupported(`${path}.x-kubernetes-map-type`, mapType, mapTypes)]),
    ...(pattern === undefined ? [] : validatePattern(pattern, path)),
  ];
}

function validatePattern(pattern: string, path: string): FieldCause[] {
  try {
    patternOf(pattern);
    return [];
  } catch (error) {
    if (error instanceof SyntaxError) {
      return [
        invalid(
          `${path}.pattern`,
          pattern,
          `must be a valid regular expression, but isn't: ${error.message}`,
        ),
      ];
    }
    throw error;
  }
}

function validateDefault(
  schema: OpenApiSchema,
  path: string,
  isMeta: boolean,
): FieldCause[] {
  if (schema.default === undefined) {
    return [];
  }
  const field = `${path}.default`;
  if (isMeta) {
    const name = /\[(\w+)\]$/.exec(path)?.[1];
    return [forbidden(field, `must not be set in top-level ${name}`)];
  }
  const holder = {
    type: 'object',
    properties: { value: { ...schema, default: undefined } },
  };
  const pruned = prune(holder, { value: schema.default }).value;
  return jsonEqual(pruned, schema.default)
    ? validateStructural(schema, schema.default, { path: field })
    : [invalid(field, schema.default, 'must not have unknown fields')];
}

/** What an alternative (`allOf`, `anyOf`, `oneOf`, `not`) must leave to the schema proper. */
function validateNested(
  schema: OpenApiSchema,
  path: string,
  isTypeAllowed: boolean,
): FieldCause[] {
  const empty = ['title', 'description'];
  return [
    ...(schema.type !== undefined && !isTypeAllowed
      ? [forbidden(`${path}.type`, 'must be empty to be structural')]
      : []),
    ...(schema.default === undefined
      ? []
      : [forbidden(`${path}.default`, 'must be undefined to be structural')]),
    ...empty
      .filter(keyword => schema[keyword])
      .map(keyword =>
        forbidden(`${path}.${keyword}`, 'must be empty to be structural'),
      ),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      validateNested(property, `${path}.properties[${name}]`, false),
    ),
    ...validateAlternatives(schema, path, isTypeAllowed),
  ];
}

function validateAlternatives(
  schema: OpenApiSchema,
  path: string,
  isTypeAllowed: boolean,
): FieldCause[] {
  const not = negationOf(schema);
  const keywords = ['allOf', 'anyOf', 'oneOf'] as const;
  return [
    ...keywords.flatMap(keyword =>
      schemasOf(schema, keyword).flatMap((part, index) =>
        validateNested(part, `${path}.${keyword}[${index}]`, isTypeAllowed),
      ),
    ),
    ...(not ? validateNested(not, `${path}.not`, false) : []),
  ];
}

function validateAt(
  schema: OpenApiSchema,
  path: string,
  level: Level,
  isMeta: boolean,
): FieldCause[] {
  const mapValue = mapValueOf(schema);
  return [
    ...(schema.type === 'array' && !schema.items
      ? [required(`${path}.items`, 'must be specified')]
      : []),
    ...validateType(schema, path, level),
    ...validateMap(schema, path, level),
    ...validateListType(schema, path),
    ...validateKeywords(schema, path),
    ...validateDefault(schema, path, isMeta),
    ...validateAlternatives(
      schema,
      path,
      isSet(schema, 'x-kubernetes-int-or-string'),
    ),
    ...(schema.items
      ? validateAt(schema.items, `${path}.items`, 'item', false)
      : []),
    ...(mapValue
      ? validateAt(mapValue, `${path}.additionalProperties`, 'field', false)
      : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      validateAt(
        property,
        `${path}.properties[${name}]`,
        'field',
        level === 'root' && metaFields.has(name),
      ),
    ),
  ];
}

/**
 * Checks that the schema of a CRD's version is structural and uses only what Kubernetes allows. `path` is that of the
 * schema, e.g. `spec.versions[0].schema.openAPIV3Schema`.
 */
export function validateCrdSchema(
  schema: OpenApiSchema,
  path: string,
): FieldCause[] {
  return validateAt(schema, path, 'root', false);
}
