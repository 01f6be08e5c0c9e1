import {
  AbstractionField,
  DeliveredManifest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { FieldGroup } from './FieldGroup';
import { IMMUTABLE, wordsOf } from './fieldWords';
import { OrderForm } from './orderForm';
import { switchedFields } from './switchedFields';

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

/** What is typed is a field as in the forms that order: it says what is wrong with it itself. */
const VALUE_FIELD = { 'ui:field': 'MiniAtlasValue', 'ui:hideError': true };

/** Fields that belong together, under their name. */
const GROUP = { 'ui:ObjectFieldTemplate': FieldGroup };

const OWNER_FIELD = {
  'ui:field': 'MiniAtlasOwner',
  'ui:hideError': true,
  'ui:options': {
    allowArbitraryValues: false,
    catalogFilter: { kind: 'Group' },
  },
};

/** What is known of the fields of a spec besides its schema. */
interface Known {
  fields: Map<string, AbstractionField>;
  orderForm: OrderForm;
}

/**
 * The fields of an instance as a form shows them, after the schema of its abstraction, whatever that is: title, meaning,
 * limits, choices, in the words of the form that orders it where there is one; those that cannot be changed are shown
 * and locked.
 */
export function fieldsSchemaOf(
  { specSchema, fields }: Pick<DeliveredManifest, 'specSchema' | 'fields'>,
  orderForm: OrderForm,
): FieldsSchema {
  const byPath = new Map(fields.map(field => [field.path, field]));
  const spec = fieldSchema(specSchema, '', { fields: byPath, orderForm });
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

function fieldSchema(
  openApi: unknown,
  path: string,
  known: Known,
): FieldsSchema {
  const own = Object(openApi);
  const field = known.fields.get(path);
  const words = path ? wordsOf(path, field, known.orderForm) : undefined;
  const properties = childrenOf(own, path, known);
  const items = own.items && fieldSchema(own.items, `${path}[]`, known);
  return {
    schema: {
      ...shared(own),
      ...words?.schema,
      ...(Array.isArray(own.required) ? { required: own.required } : {}),
      ...(properties
        ? switchedFields(properties.schemas, path, known.orderForm)
        : {}),
      ...(items ? { items: { ...items.schema, ...defaultOf(own.items) } } : {}),
      ...(isMap(own)
        ? {
            additionalProperties: fieldSchema(
              own.additionalProperties,
              `${path}[]`,
              known,
            ).schema,
          }
        : {}),
    },
    uiSchema: {
      ...(isTyped(own) ? VALUE_FIELD : {}),
      ...(isTyped(own) || own.items ? words?.uiSchema : {}),
      ...(properties && isGroup(path) ? GROUP : {}),
      ...(field?.limits.includes(IMMUTABLE) ? { 'ui:readonly': true } : {}),
      ...properties?.uiSchemas,
      ...(items ? { items: items.uiSchema } : {}),
    },
  };
}

function childrenOf(
  { properties }: Record<string, unknown>,
  path: string,
  known: Known,
) {
  if (!properties) return undefined;
  const children = Object.entries(properties).map(
    ([name, openApi]): [string, FieldsSchema] => [
      name,
      fieldSchema(openApi, path ? `${path}.${name}` : name, known),
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

/** The spec itself and the items of a list are no groups: they have a frame already. */
function isGroup(path: string): boolean {
  return path !== '' && !path.endsWith('[]');
}

function isMap({ additionalProperties }: Record<string, unknown>): boolean {
  return (
    typeof additionalProperties === 'object' && additionalProperties !== null
  );
}

/** Whether a value is typed: a text or a number, none of a few choices. */
function isTyped(openApi: Record<string, unknown>): boolean {
  const { type, enum: choices } = shared(openApi);
  return (
    choices === undefined &&
    ['string', 'integer', 'number'].includes(String(type))
  );
}
