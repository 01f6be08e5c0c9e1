import { JsonObject, JsonValue } from '@backstage/types';
import { Orderable } from '../order/orderable';

/** JSON Schema keywords that OpenAPI v3 of a CRD shares, and that a reader of the schema needs. */
const SHARED_KEYWORDS = [
  'type',
  'title',
  'description',
  'default',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
];

/**
 * The input schema of a write action: name, namespace, owner and the abstraction's spec, after the CRD that KRO
 * serves for it. Unknown fields are refused, where the API server would drop them without a word.
 */
export function writeInputSchema(abstraction: Orderable): JsonObject {
  const spec = jsonSchemaOf(abstraction.specSchema);
  const namespaced = abstraction.scope === 'Namespaced';
  const specNeeded = Array.isArray(spec.required) && spec.required.length > 0;
  return {
    type: 'object',
    additionalProperties: false,
    required: [
      'name',
      ...(namespaced ? ['namespace'] : []),
      ...(specNeeded ? ['spec'] : []),
    ],
    properties: {
      ...orderProperties(namespaced),
      spec: {
        title: 'Spec',
        description: `What the ${abstraction.title} shall be`,
        ...spec,
      },
    },
  };
}

const LABEL =
  '1 to 63 characters, only a-z, 0-9 and -, with a letter or digit at both ends';

/**
 * The input properties that every write action has; `namespace` only where `namespaced`. Their rules stand in words: the
 * scaffolder would refuse a pattern without naming the value, the action names it.
 */
export function orderProperties(namespaced: boolean): JsonObject {
  return {
    name: {
      type: 'string',
      title: 'Name',
      description: `metadata.name of the instance: ${LABEL}`,
    },
    ...(namespaced
      ? {
          namespace: {
            type: 'string',
            title: 'Workspace',
            description: `Namespace of the workspace it lives in: ${LABEL}`,
          },
        }
      : {}),
    owner: {
      type: 'string',
      title: 'Owner',
      description:
        'Entity ref of the group or user that answers for it, e.g. group:default/payments',
    },
  };
}

/** The output schema that every write action has. */
export const writeOutputSchema: JsonObject = {
  type: 'object',
  required: ['path', 'manifest', 'instance'],
  properties: {
    path: {
      type: 'string',
      title: 'Path',
      description: 'The file, relative to task workspace and repository',
    },
    manifest: {
      type: 'string',
      title: 'Manifest',
      description: "The file's text",
    },
    instance: {
      type: 'string',
      title: 'Instance',
      description:
        'Instance ref, e.g. local:webapplication.mini-atlas.dev/shop/web',
    },
  },
};

function jsonSchemaOf(openApi: unknown): JsonObject {
  if (!isFields(openApi)) return {};
  if (openApi['x-kubernetes-int-or-string'] === true) {
    return { ...shared(openApi), type: ['integer', 'string'] };
  }
  return { ...shared(openApi), ...itemsOf(openApi), ...propertiesOf(openApi) };
}

function shared(openApi: Record<string, unknown>): JsonObject {
  const kept: JsonObject = {};
  for (const keyword of SHARED_KEYWORDS) {
    const value = openApi[keyword];
    if (isJsonValue(value)) kept[keyword] = value;
  }
  return kept;
}

function itemsOf(openApi: Record<string, unknown>): JsonObject {
  return isFields(openApi.items) ? { items: jsonSchemaOf(openApi.items) } : {};
}

function propertiesOf(openApi: Record<string, unknown>): JsonObject {
  const { properties, additionalProperties } = openApi;
  if (isFields(additionalProperties)) {
    return { additionalProperties: jsonSchemaOf(additionalProperties) };
  }
  if (!isFields(properties)) return {};
  const open =
    additionalProperties === true ||
    openApi['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    additionalProperties: open,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [
        name,
        jsonSchemaOf(schema),
      ]),
    ),
  };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Schemas come from the API server's JSON, so whatever stands there is JSON. */
function isJsonValue(value: unknown): value is JsonValue {
  return value !== undefined && typeof value !== 'function';
}
