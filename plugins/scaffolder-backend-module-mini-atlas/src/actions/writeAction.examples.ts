import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { Orderable } from '../order/orderable';
import { stringify } from 'yaml';

/** Examples of the write action of one abstraction: with what must be given, and with every default spelt out. */
export function writeActionExamples(abstraction: Orderable): TemplateExample[] {
  return [
    example(
      abstraction,
      `Write a ${abstraction.title} from a form, with the defaults of the platform`,
      field => field.required,
    ),
    example(
      abstraction,
      `Write a ${abstraction.title} with every field given`,
      () => true,
    ),
  ];
}

type Field = Orderable['fields'][number];

function example(
  abstraction: Orderable,
  description: string,
  wanted: (field: Field) => boolean,
): TemplateExample {
  const spec = abstraction.fields
    .filter(field => !field.path.includes('[]') && field.type !== 'object')
    .filter(wanted)
    .reduce((built, field) => withField(built, field), {} as JsonObject);
  const step = {
    id: 'write',
    name: 'Write the manifest',
    action: `mini-atlas:${abstraction.kind.toLowerCase()}:write`,
    input: {
      name: '${{ parameters.name }}',
      ...(abstraction.scope === 'Namespaced'
        ? { namespace: '${{ parameters.namespace }}' }
        : {}),
      owner: '${{ parameters.owner }}',
      ...(Object.keys(spec).length > 0 ? { spec } : {}),
    },
  };
  return { description, example: stringify({ steps: [step] }) };
}

function withField(spec: JsonObject, field: Field): JsonObject {
  const [head, ...rest] = field.path.split('.');
  if (rest.length === 0) return { ...spec, [head]: exampleValue(field) };
  const inner = spec[head];
  return {
    ...spec,
    [head]: withField(isJsonObject(inner) ? inner : {}, {
      ...field,
      path: rest.join('.'),
    }),
  };
}

function exampleValue(field: Field): JsonValue {
  return isJsonValue(field.default)
    ? field.default
    : `\${{ parameters.${field.path} }}`;
}

function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonValue(value: unknown): value is JsonValue {
  return value !== undefined && typeof value !== 'function';
}
