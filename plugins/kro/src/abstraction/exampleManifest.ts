import { AbstractionDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { Document, isMap, isScalar, YAMLMap } from 'yaml';

/** The part of an OpenAPI v3 schema that an example needs. */
interface FieldSchema {
  type?: string;
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, FieldSchema>;
  required?: string[];
}

/** A field that has no default and must be given. */
const TO_FILL_IN: Record<string, unknown> = {
  string: '',
  integer: 0,
  number: 0,
  boolean: false,
  array: [],
  object: {},
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(
  schema: FieldSchema,
  path: string,
  everything: boolean,
  toFillIn: string[],
): unknown {
  if (schema.properties) {
    const required = new Set(schema.required ?? []);
    const entries = Object.entries(schema.properties).flatMap(
      ([name, field]): [string, unknown][] => {
        const at = path ? `${path}.${name}` : name;
        const hasDefault = field.default !== undefined;
        const hasFields = field.properties !== undefined;
        if (!everything && !required.has(name) && !hasFields) {
          return [];
        }
        if (hasDefault && !hasFields) {
          return everything ? [[name, field.default]] : [];
        }
        if (!required.has(name) && !hasFields) {
          return [];
        }
        const value = valueOf(field, at, everything, toFillIn);
        return isObject(value) && Object.keys(value).length === 0
          ? []
          : [[name, value]];
      },
    );
    return Object.fromEntries(entries);
  }
  toFillIn.push(path);
  return schema.enum?.[0] ?? TO_FILL_IN[schema.type ?? 'string'] ?? '';
}

function comment(spec: YAMLMap, path: string, words: string): void {
  const node = spec.getIn(path.split('.'), true);
  if (isScalar(node)) {
    node.comment = ` ${words}`;
  }
}

/**
 * A manifest to copy, made from the abstraction's schema.
 *
 * @param extent - `least`: only what must be given. `everything`: all fields that have a default, with it.
 * @returns YAML; what must be filled in carries a comment that says so
 */
export function exampleManifest(
  abstraction: Pick<
    AbstractionDetail,
    'apiVersion' | 'kind' | 'scope' | 'specSchema' | 'fields'
  >,
  extent: 'least' | 'everything',
): string {
  const toFillIn: string[] = [];
  const schema: FieldSchema = abstraction.specSchema;
  const spec = valueOf(schema, '', extent === 'everything', toFillIn);
  const name = `my-${abstraction.kind.toLowerCase()}`;
  const document = new Document({
    apiVersion: abstraction.apiVersion,
    kind: abstraction.kind,
    metadata: {
      name,
      ...(abstraction.scope === 'Namespaced'
        ? { namespace: 'my-workspace' }
        : {}),
    },
    spec: isObject(spec) ? spec : {},
  });
  const specNode = document.get('spec');
  if (isMap(specNode)) {
    for (const path of toFillIn) {
      const field = abstraction.fields.find(other => other.path === path);
      comment(
        specNode,
        path,
        `fill in: ${
          [field?.description?.replace(/\.$/, ''), ...(field?.limits ?? [])]
            .filter(Boolean)
            .join('; ') ||
          field?.type ||
          'a value'
        }`,
      );
    }
  }
  return document.toString({ lineWidth: 0 });
}
