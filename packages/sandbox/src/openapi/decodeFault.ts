import { JsonObject, OpenApiSchema, TypeRef } from '@mini-atlas/kro';
import { isRecord } from '../schema/keywords';
import { builtinDocument } from './builtinDocument';
import { OpenApiDocument, schemaReference } from './document';
import { goValue, integer, ScalarFault, scalarReader } from './goScalars';
import { elementType, goField } from './goTypes';
import { groupVersion, schemaNameIn } from './schemaFor';

/** Where the decoder stands: the struct that has the field, and the fields on the way from the root. */
interface Place {
  struct: string;
  fields: string[];
}

/** What a value is decoded into. */
interface Target {
  /** As Go prints it. */
  type: string;
  /** The schema that the type's document names, where it is one. */
  name?: string;
  schema: OpenApiSchema;
}

/** A fault that ends the decoding at once; those of JSON types are saved, and the first one is told at the end. */
class FatalFault extends Error {}

/** Decodes as Go's `encoding/json` does, to the first fault. */
class Decoder {
  private saved: string | undefined;

  /** @param word - words a value of the wrong JSON type; such a fault is fatal when it is given */
  constructor(
    private readonly document: OpenApiDocument,
    private readonly word?: (value: unknown, target: Target) => string,
  ) {}

  faultOf(name: string, object: Record<string, unknown>): string | undefined {
    try {
      this.struct(name, object, []);
    } catch (error) {
      if (error instanceof FatalFault) return error.message;
      throw error;
    }
    return this.saved;
  }

  private struct(
    name: string,
    object: Record<string, unknown>,
    fields: string[],
  ): void {
    const properties = this.document.components.schemas[name]?.properties;
    for (const [field, value] of Object.entries(object)) {
      const go = goField(name, field);
      const schema = properties?.[field];
      if (!go || !schema || value === null || value === undefined) continue;
      this.value(value, this.target(go.type, schema), {
        struct: name.slice(name.lastIndexOf('.') + 1),
        fields: [...fields, ...go.embedded, field],
      });
    }
  }

  /** What a schema of the document is decoded into; `type` is the Go type where that is known. */
  private target(type: string | undefined, schema: OpenApiSchema): Target {
    const { allOf } = schema;
    const reference =
      schema.$ref ?? (Array.isArray(allOf) ? allOf[0]?.$ref : undefined);
    if (typeof reference !== 'string') {
      return { type: type ?? plainType(schema), schema };
    }
    const name = reference.slice(schemaReference.length);
    return {
      type: type ?? name.split('.').slice(-2).join('.'),
      name,
      schema: this.document.components.schemas[name] ?? {},
    };
  }

  private value(value: unknown, target: Target, place: Place): void {
    if (value === null) return;
    const { type, name, schema } = target;
    const reader = scalarReader(type);
    if (reader) {
      const fault = reader(value);
      if (fault) throw new FatalFault(textOf(fault, place));
      return;
    }
    const items = schema.items;
    const mapped = schema.additionalProperties;
    if (items && Array.isArray(value)) {
      const element = this.target(elementType(type), items);
      value.forEach(item => this.value(item, element, place));
    } else if (isRecord(mapped) && isRecord(value)) {
      const element = this.target(elementType(type), mapped);
      Object.values(value).forEach(each => this.value(each, element, place));
    } else if (name && schema.properties && isRecord(value)) {
      this.struct(name, value as JsonObject, place.fields);
    } else if (!isFreeForm(schema)) {
      const fault = plainFault(value, type, schema);
      if (fault && this.word) throw new FatalFault(this.word(value, target));
      this.save(fault, place);
    }
  }

  private save(fault: ScalarFault | undefined, place: Place): void {
    if (fault) this.saved ??= textOf(fault, place);
  }
}

/** The Go type of what has no type of its own. */
function plainType({ type, format }: OpenApiSchema): string {
  switch (type) {
    case 'integer':
      return format === 'int32' ? 'int32' : 'int64';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    default:
      return format === 'byte' ? '[]uint8' : 'string';
  }
}

/** A struct without fields, or anything at all. */
function isFreeForm({ type, properties, additionalProperties }: OpenApiSchema) {
  return (
    type === undefined ||
    (type === 'object' && !properties && !additionalProperties)
  );
}

function plainFault(
  value: unknown,
  type: string,
  schema: OpenApiSchema,
): ScalarFault | undefined {
  const wrong: ScalarFault = { value: goValue(value), type };
  switch (schema.type) {
    case 'string':
      if (typeof value !== 'string') return wrong;
      return type === '[]uint8' ? base64Fault(value) : undefined;
    case 'integer': {
      const fault = integer(
        value,
        schema.format === 'int32' ? 'int32' : 'int64',
      );
      return fault && 'type' in fault ? { ...fault, type } : fault;
    }
    case 'number':
      return typeof value === 'number' ? undefined : wrong;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong;
    default:
      return wrong;
  }
}

function base64Fault(text: string): ScalarFault | undefined {
  const bare = text.replace(/[\r\n]/g, '');
  const [fitting] = /^(?:[A-Za-z0-9+/]{4})*/.exec(bare) ?? [''];
  const rest = bare.slice(fitting.length);
  if (/^(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(rest)) {
    return undefined;
  }
  if (/^(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)/.test(rest)) {
    return { text: `illegal base64 data at input byte ${fitting.length + 4}` };
  }
  const [good] = /^[A-Za-z0-9+/]*/.exec(rest) ?? [''];
  // Go counts where the last whole group of four ends, when the text ends too early.
  const at =
    good.length === rest.length && rest.length < 4
      ? fitting.length
      : fitting.length + good.length;
  return { text: `illegal base64 data at input byte ${at}` };
}

function textOf(fault: ScalarFault, { struct, fields }: Place): string {
  return 'text' in fault
    ? fault.text
    : `json: cannot unmarshal ${
        fault.value
      } into Go struct field ${struct}.${fields.join('.')} of type ${
        fault.type
      }`;
}

/**
 * Why an object cannot be read into its built-in type, in the words of Go's JSON decoder, e.g. `json: cannot unmarshal
 * string into Go struct field DeploymentSpec.spec.replicas of type int32`; undefined when it can, and for types that are
 * not built in. Follows `sigs.k8s.io/json`.
 *
 * @param documentVersion - the version whose document describes the type, where that is another one
 */
export function decodeFault(
  type: TypeRef,
  object: Record<string, unknown>,
  documentVersion = type.apiVersion,
): string | undefined {
  const { group, version } = groupVersion(documentVersion);
  const document = builtinDocument(group, version);
  const name = document && schemaNameIn(document, type);
  return document && name
    ? new Decoder(document).faultOf(name, object)
    : undefined;
}

/** What Go calls a value without a type. */
const UNTYPED: Record<string, string> = {
  array: '[]interface {}',
  object: 'map[string]interface {}',
};

const GO_KINDS: Record<string, string> = { array: 'slice', object: 'map' };

function conversionWords(value: unknown, { type, schema }: Target): string {
  const name = goValue(value);
  const number = Number.isInteger(value) ? 'int64' : 'float64';
  const from = name === 'number' ? number : name;
  const kind = GO_KINDS[name] ?? from;
  if (schema.type === 'array' || type === '[]uint8') {
    return `cannot restore slice from ${kind}`;
  }
  if (schema.type === 'object') {
    return schema.additionalProperties
      ? `cannot restore map from ${kind}`
      : `cannot restore struct from: ${kind}`;
  }
  return UNTYPED[name]
    ? `unrecognized type: ${type}`
    : `cannot convert ${from} to ${type}`;
}

/**
 * Why a merged object cannot be converted into its built-in type, in the words of apimachinery's converter, e.g. `cannot
 * convert int64 to string`.
 */
export function convertFault(
  type: TypeRef,
  object: Record<string, unknown>,
): string | undefined {
  const { group, version } = groupVersion(type.apiVersion);
  const document = builtinDocument(group, version);
  const name = document && schemaNameIn(document, type);
  return document && name
    ? new Decoder(document, conversionWords).faultOf(name, object)
    : undefined;
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Why the metadata of a custom resource cannot be read; `undefined` when it can. */
export function metadataFault(metadata: unknown): string | undefined {
  const document = builtinDocument('', 'v1');
  if (!document || metadata === null || metadata === undefined) {
    return undefined;
  }
  if (!isRecord(metadata)) {
    return `json: cannot unmarshal ${goValue(
      metadata,
    )} into Go value of type v1.ObjectMeta`;
  }
  return new Decoder(document).faultOf(META, metadata as JsonObject);
}
