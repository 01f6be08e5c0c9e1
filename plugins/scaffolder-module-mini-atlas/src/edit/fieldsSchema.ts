import {
  AbstractionField,
  DeliveredManifest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { humanised } from '../order/formFields';

/** JSON Schema and uiSchema of a part of a form. */
export interface FieldsSchema {
  schema: Record<string, unknown>;
  uiSchema: Record<string, unknown>;
}

/** Keywords that OpenAPI v3 of a CRD and the form share. */
const SHARED = [
  'type',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];

const IMMUTABLE = 'cannot be changed later';

const OWNER_FIELD = {
  'ui:field': 'OwnerPicker',
  'ui:options': {
    allowArbitraryValues: false,
    catalogFilter: { kind: 'Group' },
  },
};

/**
 * The fields of an instance as a form shows them, after the schema of its abstraction, whatever that is: title, meaning,
 * limits, choices; those that cannot be changed are shown and locked.
 */
export function fieldsSchemaOf({
  specSchema,
  fields,
}: Pick<DeliveredManifest, 'specSchema' | 'fields'>): FieldsSchema {
  const byPath = new Map(fields.map(field => [field.path, field]));
  const spec = fieldSchema(specSchema, '', byPath);
  return {
    schema: {
      type: 'object',
      properties: {
        owner: {
          type: 'string',
          title: 'Owner',
          description: 'The group that answers for it.',
        },
        spec: spec.schema,
      },
    },
    uiSchema: { owner: OWNER_FIELD, spec: spec.uiSchema },
  };
}

/** Title of a field below the spec: `quota.cpu` -> `Quota › Cpu`. Items of a list are called after the list. */
export function titleOfPath(path: string): string {
  return path
    .split('.')
    .map(part => humanised(part.replace(/\[\d*\]/g, '')))
    .join(' › ');
}

function fieldSchema(
  openApi: unknown,
  path: string,
  fields: Map<string, AbstractionField>,
): FieldsSchema {
  const known = Object(openApi);
  const properties = childrenOf(known, path, fields);
  const items = known.items && fieldSchema(known.items, `${path}[]`, fields);
  const field = fields.get(path);
  return {
    schema: {
      ...shared(known),
      ...(path ? { title: titleOf(path) } : {}),
      ...(field ? { description: descriptionOf(field) } : {}),
      ...(Array.isArray(known.required) ? { required: known.required } : {}),
      ...(properties ? { properties: properties.schemas } : {}),
      ...(items
        ? { items: { ...items.schema, ...defaultOf(known.items) } }
        : {}),
      ...(isMap(known)
        ? {
            additionalProperties: fieldSchema(
              known.additionalProperties,
              `${path}[]`,
              fields,
            ).schema,
          }
        : {}),
    },
    uiSchema: {
      ...(field?.limits.includes(IMMUTABLE) ? { 'ui:readonly': true } : {}),
      ...(isScalar(field?.default) && field?.default !== ''
        ? { 'ui:placeholder': String(field?.default) }
        : {}),
      ...properties?.uiSchemas,
      ...(items ? { items: items.uiSchema } : {}),
    },
  };
}

function childrenOf(
  { properties }: Record<string, unknown>,
  path: string,
  fields: Map<string, AbstractionField>,
) {
  if (!properties) return undefined;
  const children = Object.entries(properties).map(
    ([name, openApi]): [string, FieldsSchema] => [
      name,
      fieldSchema(openApi, path ? `${path}.${name}` : name, fields),
    ],
  );
  return {
    schemas: Object.fromEntries(
      children.map(([name, { schema }]) => [name, schema]),
    ),
    uiSchemas: Object.fromEntries(
      children.map(([name, { uiSchema }]) => [name, uiSchema]),
    ),
  };
}

function shared(openApi: Record<string, unknown>): Record<string, unknown> {
  if (openApi['x-kubernetes-int-or-string'] === true) return { type: 'string' };
  return Object.fromEntries(
    SHARED.filter(keyword => openApi[keyword] !== undefined).map(keyword => [
      keyword,
      openApi[keyword],
    ]),
  );
}

/** New items of a list begin with their defaults. */
function defaultOf(openApi: unknown): Record<string, unknown> {
  const { default: value, properties } = Object(openApi);
  if (value !== undefined) return { default: value };
  const inner = Object.entries(Object(properties)).flatMap(([name, schema]) => {
    const { default: own } = Object(schema);
    return own === undefined ? [] : [[name, own]];
  });
  return inner.length > 0 ? { default: Object.fromEntries(inner) } : {};
}

function isMap({ additionalProperties }: Record<string, unknown>): boolean {
  return (
    typeof additionalProperties === 'object' && additionalProperties !== null
  );
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Fields inside a list are called by their own name; the list says whose they are. */
function titleOf(path: string): string {
  if (path.endsWith('[]')) return titleOfPath(path);
  return titleOfPath(path.split('[].').at(-1) ?? path);
}

/** Meaning and limits, as sentences; a pattern is for machines, and the check that refuses says it. */
function descriptionOf({ description, limits }: AbstractionField): string {
  const shown = limits.filter(
    limit =>
      !limit.startsWith('matches ') &&
      !limit.startsWith('holds ') &&
      !limit.startsWith('one of ') &&
      !(limit === IMMUTABLE && description?.includes(IMMUTABLE)),
  );
  const sentences = [
    ...(description ? [description] : []),
    ...(shown.length > 0 ? [sentence(shown.join(', '))] : []),
  ];
  return sentences.map(text => text.replace(/\.?$/, '.')).join(' ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
