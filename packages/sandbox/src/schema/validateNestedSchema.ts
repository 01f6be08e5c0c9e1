import { OpenApiSchema } from '@mini-atlas/kro';
import { FieldCause, forbidden, required } from './fieldCause';
import { isSet, negationOf, propertyOf, schemasOf } from './keywords';

const KEYWORDS = ['allOf', 'anyOf', 'oneOf'] as const;

/** What an alternative must leave to the schema proper, and how it says so. */
const FORBIDDEN: [string, string][] = [
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
];

/**
 * Checks the alternatives of a schema (`allOf`, `anyOf`, `oneOf`, `not`): they restrict values, and neither say what
 * these are nor know fields which the schema proper does not have. `path` is that of the schema.
 */
export function validateNestedSchemas(
  schema: OpenApiSchema,
  path: string,
  isRoot: boolean,
): FieldCause[] {
  const isTypeAllowed = isSet(schema, 'x-kubernetes-int-or-string');
  return partsOf(schema, path).flatMap(([part, at]) => [
    ...validateNested(part, at, isTypeAllowed && !at.endsWith('.not')),
    // The API server looks at the root alone.
    ...(isRoot ? validateComplete(part, schema, at, path) : []),
  ]);
}

function partsOf(
  schema: OpenApiSchema,
  path: string,
): [OpenApiSchema, string][] {
  const not = negationOf(schema);
  const parts = KEYWORDS.flatMap(keyword =>
    schemasOf(schema, keyword).map((part, index): [OpenApiSchema, string] => [
      part,
      `${path}.${keyword}[${index}]`,
    ]),
  );
  return not ? [...parts, [not, `${path}.not`]] : parts;
}

function validateNested(
  schema: OpenApiSchema,
  path: string,
  isTypeAllowed: boolean,
): FieldCause[] {
  return [
    ...(schema.type !== undefined && !isTypeAllowed
      ? [forbidden(`${path}.type`, 'must be empty to be structural')]
      : []),
    ...(schema.default === undefined
      ? []
      : [forbidden(`${path}.default`, 'must be undefined to be structural')]),
    ...FORBIDDEN.filter(([keyword]) => schema[keyword]).map(
      ([keyword, words]) => forbidden(`${path}.${keyword}`, words),
    ),
    ...(propertyOf(schema, 'metadata')
      ? [
          forbidden(
            `${path}.properties[metadata]`,
            'must not be specified in a nested context',
          ),
        ]
      : []),
    ...(schema.items
      ? validateNested(schema.items, `${path}.items`, false)
      : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      validateNested(property, `${path}.properties[${name}]`, false),
    ),
    ...partsOf(schema, path).flatMap(([part, at]) =>
      validateNested(part, at, isTypeAllowed && !at.endsWith('.not')),
    ),
  ];
}

/** Whether all that an alternative speaks of is there in the schema proper. */
function validateComplete(
  part: OpenApiSchema,
  proper: OpenApiSchema,
  partPath: string,
  path: string,
): FieldCause[] {
  return [
    ...partsOf(part, partPath).flatMap(([inner, at]) =>
      validateComplete(inner, proper, at, path),
    ),
    ...(part.items
      ? below(part.items, proper.items, `${partPath}.items`, `${path}.items`)
      : []),
    ...Object.entries(part.properties ?? {}).flatMap(([name, property]) =>
      below(
        property,
        propertyOf(proper, name),
        `${partPath}.properties[${name}]`,
        `${path}.properties[${name}]`,
      ),
    ),
  ];
}

function below(
  part: OpenApiSchema,
  proper: OpenApiSchema | undefined,
  partPath: string,
  path: string,
): FieldCause[] {
  return proper
    ? validateComplete(part, proper, partPath, path)
    : [required(path, `because it is defined in ${partPath}`)];
}
