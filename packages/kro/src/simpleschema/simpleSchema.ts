import { OpenApiSchema } from '../contract';
import { GraphError, within } from '../graphError';
import { compareText, copyJson, isJsonObject } from '../json';
import { JsonObject } from '../kubernetesObject';
import { applyMarkers } from './applyMarkers';
import { customTypesOf, fieldTypeSchema, parseFieldType } from './fieldType';
import { parseMarkers } from './markers';

interface CustomType {
  schema: OpenApiSchema;
  /** An alias `T: string | required=true` makes every direct user required. */
  required: boolean;
}

interface BuiltField {
  schema: OpenApiSchema;
  required: string[];
}

function splitField(text: string): { type: string; markers?: string } {
  const bar = text.indexOf('|');
  return bar < 0
    ? { type: text }
    : { type: text.slice(0, bar), markers: text.slice(bar + 1) };
}

function typesUsedBy(spec: unknown): string[] {
  if (typeof spec === 'string') {
    return customTypesOf(parseFieldType(splitField(spec).type));
  }
  return isJsonObject(spec) ? Object.values(spec).flatMap(typesUsedBy) : [];
}

class Transformer {
  private readonly custom = new Map<string, CustomType>();

  constructor(private readonly types: JsonObject) {
    for (const name of Object.keys(types).sort(compareText)) {
      within(name, `parsing type ${name}: `, () => this.load(name, []));
    }
  }

  object(spec: JsonObject): OpenApiSchema {
    const properties: Record<string, OpenApiSchema> = {};
    const required: string[] = [];
    for (const [name, field] of Object.entries(spec)) {
      const built = within(name, `field ${name}: `, () =>
        this.field(name, field),
      );
      properties[name] = built.schema;
      required.push(...built.required);
    }
    const schema: OpenApiSchema = { type: 'object', properties };
    if (required.length > 0) {
      schema.required = required.sort(compareText);
    } else if (Object.values(properties).some(p => p.default !== undefined)) {
      // Only without required fields: `{}` would not satisfy them.
      schema.default = {};
    }
    return schema;
  }

  private field(name: string, spec: unknown): BuiltField {
    if (typeof spec === 'string') return this.fieldFromText(name, spec);
    if (isJsonObject(spec)) return { schema: this.object(spec), required: [] };
    throw new GraphError(
      `unexpected type: ${
        spec === null ? 'null' : typeof spec
      }; a field is a text such as "string | default=x" or a map of fields`,
    );
  }

  private fieldFromText(name: string, text: string): BuiltField {
    const parts = splitField(text);
    const type = parseFieldType(parts.type);
    const schema = fieldTypeSchema(type, custom =>
      copyJson(this.lookup(custom).schema),
    );
    const required =
      type.is === 'custom' && this.lookup(type.name).required ? [name] : [];
    const markers =
      parts.markers === undefined ? [] : parseMarkers(parts.markers);
    return {
      schema,
      required: [...required, ...applyMarkers(schema, markers, name)],
    };
  }

  private lookup(name: string): CustomType {
    const type = this.custom.get(name);
    if (!type) {
      throw new GraphError(
        `unknown type: ${name}; known are string, integer, boolean, float, object, []T, map[string]T and the RGD's own types`,
      );
    }
    return type;
  }

  private load(name: string, chain: string[]) {
    if (this.custom.has(name)) return;
    if (chain.includes(name)) {
      throw new GraphError(
        `cyclic dependency in type ${name}: graph contains a cycle: ${[
          ...chain,
          name,
        ].join(' -> ')}`,
      );
    }
    const spec = this.types[name];
    for (const used of typesUsedBy(spec)) {
      if (Object.hasOwn(this.types, used)) this.load(used, [...chain, name]);
    }
    const built = this.field(name, spec);
    this.custom.set(name, {
      schema: built.schema,
      required: built.required.length > 0,
    });
  }
}

/**
 * Turns an RGD's `schema.spec` (SimpleSchema) into the OpenAPI schema of the instance's `spec`;
 * follows `pkg/simpleschema` of KRO 0.9.4.
 *
 * @param types - the RGD's `schema.types`
 * @throws GraphError whose path leads to the field
 */
export function simpleSchemaToOpenApi(
  spec: JsonObject,
  types: JsonObject,
): OpenApiSchema {
  return new Transformer(types).object(spec);
}
