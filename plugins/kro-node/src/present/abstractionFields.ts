import { AbstractionField } from '@mini-atlas/backstage-plugin-kro-common';
import { OpenApiSchema } from '@mini-atlas/kro';

function typeName(schema: OpenApiSchema): string {
  if (schema.type === 'array') {
    return `[]${schema.items ? typeName(schema.items) : 'object'}`;
  }
  if (typeof schema.additionalProperties === 'object') {
    return `map[string]${typeName(schema.additionalProperties)}`;
  }
  return schema.type ?? 'object';
}

type LimitWords = [keyword: string, words: (value: unknown) => string];

const LIMITS: LimitWords[] = [
  ['minimum', value => `at least ${value}`],
  ['maximum', value => `at most ${value}`],
  ['minLength', value => `at least ${value} characters`],
  ['maxLength', value => `at most ${value} characters`],
  ['minItems', value => `at least ${value} items`],
  ['maxItems', value => `at most ${value} items`],
  ['pattern', value => `matches ${value}`],
  [
    'enum',
    value => `one of ${Array.isArray(value) ? value.join(', ') : value}`,
  ],
];

function ruleWords(schema: OpenApiSchema): string[] {
  const rules = schema['x-kubernetes-validations'];
  if (!Array.isArray(rules)) return [];
  return rules.map(({ rule, message }) => {
    if (rule === 'self == oldSelf') return 'cannot be changed later';
    return message && message !== 'validation failed'
      ? String(message)
      : `holds ${rule}`;
  });
}

function limitsOf(schema: OpenApiSchema): string[] {
  const limits = LIMITS.flatMap(([keyword, words]) =>
    schema[keyword] === undefined ? [] : [words(schema[keyword])],
  );
  return [...limits, ...ruleWords(schema)];
}

function fieldsBelow(
  schema: OpenApiSchema,
  prefix: string,
): AbstractionField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const own: AbstractionField = {
      path,
      type: typeName(field),
      required: schema.required?.includes(name) ?? false,
      ...(field.default === undefined ? {} : { default: field.default }),
      ...(typeof field.description === 'string'
        ? { description: field.description }
        : {}),
      limits: limitsOf(field),
    };
    const items = field.items ? fieldsBelow(field.items, `${path}[]`) : [];
    return [own, ...fieldsBelow(field, path), ...items];
  });
}

/** Every field of a spec's schema, flattened in order, with its limits in words. */
export function abstractionFieldsOf(
  specSchema: OpenApiSchema,
): AbstractionField[] {
  return fieldsBelow(specSchema, '');
}
