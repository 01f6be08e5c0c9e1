import { OpenApiSchema } from '@mini-atlas/kro';
import { jsonEqual } from './jsonEqual';
import {
  FieldCause,
  forbidden,
  invalid,
  notSupported,
  required,
} from './fieldCause';
import { isSet, mapValueOf, metaFields, textOf } from './keywords';
import { patternOf } from './pattern';
import { prune } from './prune';
import { compileCrdRules, validateCrdRules } from './validateCrdRules';
import { validateListSchema } from './validateListSchema';
import { validateNestedSchemas } from './validateNestedSchema';
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
      unsupported.some(keyword => schema[keyword] !== undefined) ||
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
  return isSet(schema, 'x-kubernetes-embedded-resource')
    ? validateEmbeddedType(schema, path)
    : [];
}

function validateEmbeddedType(
  schema: OpenApiSchema,
  path: string,
): FieldCause[] {
  const isEmpty =
    Object.keys(schema.properties ?? {}).length === 0 &&
    !isSet(schema, 'x-kubernetes-preserve-unknown-fields');
  return [
    ...(schema.type === 'object'
      ? []
      : [
          invalid(
            `${path}.type`,
            schema.type,
            'must be object if x-kubernetes-embedded-resource is true',
          ),
        ]),
    ...(isEmpty
      ? [
          required(
            `${path}.properties`,
            'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
          ),
        ]
      : []),
  ];
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

function validateKeywords(schema: OpenApiSchema, path: string): FieldCause[] {
  const pattern = textOf(schema, 'pattern');
  const mapType = textOf(schema, 'x-kubernetes-map-type');
  const { type = '' } = schema;
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
    ...(mapType !== undefined && type !== 'object'
      ? [
          invalid(
            `${path}.type`,
            type,
            'must be object if x-kubernetes-map-type is specified',
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
          `must be a valid regular expression, but isn't: ${goMessage(
            pattern,
            error,
          )}`,
        ),
      ];
    }
    throw error;
  }
}

/** Why Go cannot read a pattern, for what people forget most. */
function goMessage(pattern: string, error: SyntaxError): string {
  return /Unterminated group/.test(error.message)
    ? `error parsing regexp: missing closing ): \`${pattern}\``
    : error.message;
}

function validateDefault(
  schema: OpenApiSchema,
  path: string,
  isMeta: boolean,
): FieldCause[] {
  if (schema.default === undefined || schema.default === null) {
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

/** Of metadata only the name can be restricted, and nothing can be left out of it. */
function validateMeta(
  { properties = {} }: OpenApiSchema,
  path: string,
  level: Level,
): FieldCause[] {
  if (level !== 'root') return [];
  const at = `${path}.properties`;
  const texts = ['kind', 'apiVersion'].flatMap(name => {
    const type = properties[name]?.type ?? '';
    return Object.hasOwn(properties, name) && type !== 'string'
      ? [invalid(`${at}[${name}].type`, type, 'must be string')]
      : [];
  });
  if (!Object.hasOwn(properties, 'metadata')) return texts;
  const { type = '', properties: names = {}, ...rest } = properties.metadata;
  const others = Object.keys(names).filter(
    name => name !== 'name' && name !== 'generateName',
  );
  const keywords = Object.keys(rest).filter(
    keyword => keyword !== 'default' && keyword !== 'required',
  );
  return [
    ...texts,
    ...(type === 'object'
      ? []
      : [invalid(`${at}[metadata].type`, type, 'must be object')]),
    ...(others.length > 0 || keywords.length > 0
      ? [
          forbidden(
            `${at}[metadata]`,
            'must not specify anything other than name and generateName, but metadata is implicitly specified',
          ),
        ]
      : []),
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
    ...validateMeta(schema, path, level),
    ...validateListSchema(schema, path),
    ...validateKeywords(schema, path),
    ...validateDefault(schema, path, isMeta),
    ...validateNestedSchemas(schema, path, level === 'root'),
    ...validateCrdRules(schema, path),
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
  const causes = validateAt(schema, path, 'root', false);
  if (causes.length === 0) return compileCrdRules(schema, path);
  // What JSON Schema itself asks for is said before what Kubernetes adds.
  const isEarly = ({ field }: FieldCause) => field.endsWith('.items');
  return [
    ...causes.filter(isEarly),
    ...causes.filter(cause => !isEarly(cause)),
  ];
}
