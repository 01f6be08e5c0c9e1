import { OpenApiV2Document, SchemaV2 } from '../../openapi';

/** Numbers of the fields of `openapi.v2` messages, as gnostic defines them. */
const DOCUMENT = { swagger: 1, info: 2, paths: 8, definitions: 9 };
const INFO = { title: 1, version: 2 };
const NAMED = { name: 1, value: 2 };
/** Lists of named schemas have them in their first field; so do types, items and additional properties. */
const FIRST = 1;
const ANY = { yaml: 2 };
const SCHEMA = {
  ref: 1,
  format: 2,
  description: 4,
  required: 19,
  enum: 20,
  additionalProperties: 21,
  type: 22,
  items: 23,
  properties: 25,
  extension: 31,
};

const LENGTH_DELIMITED = 2;

/**
 * An OpenAPI v2 document as protobuf (`openapi.v2.Document`), the one form in which `kubectl` asks for it.
 */
export function encodeOpenApiV2(document: OpenApiV2Document): Buffer {
  const { swagger, info, definitions } = document;
  return Buffer.concat([
    text(DOCUMENT.swagger, swagger),
    message(DOCUMENT.info, [
      text(INFO.title, info.title),
      text(INFO.version, info.version),
    ]),
    message(DOCUMENT.paths, []),
    message(DOCUMENT.definitions, schemas(definitions)),
  ]);
}

function schemas(named: Record<string, SchemaV2>): Buffer[] {
  return Object.entries(named).map(([name, schema]) =>
    message(FIRST, [
      text(NAMED.name, name),
      message(NAMED.value, encodeSchema(schema)),
    ]),
  );
}

function encodeSchema(schema: SchemaV2): Buffer[] {
  const { $ref, format, description, required, type } = schema;
  const { items, properties, additionalProperties } = schema;
  return [
    ...($ref ? [text(SCHEMA.ref, $ref)] : []),
    ...(format ? [text(SCHEMA.format, format)] : []),
    ...(description ? [text(SCHEMA.description, description)] : []),
    ...(required ?? []).map(field => text(SCHEMA.required, field)),
    ...(schema.enum ?? []).map(value => message(SCHEMA.enum, [yaml(value)])),
    ...(additionalProperties
      ? [
          message(SCHEMA.additionalProperties, [
            message(FIRST, encodeSchema(additionalProperties)),
          ]),
        ]
      : []),
    ...(type ? [message(SCHEMA.type, [text(FIRST, type)])] : []),
    ...(items
      ? [message(SCHEMA.items, [message(FIRST, encodeSchema(items))])]
      : []),
    ...(properties ? [message(SCHEMA.properties, schemas(properties))] : []),
    ...Object.entries(schema)
      .filter(([keyword]) => keyword.startsWith('x-'))
      .map(([keyword, value]) =>
        message(SCHEMA.extension, [
          text(NAMED.name, keyword),
          message(NAMED.value, [yaml(value)]),
        ]),
      ),
  ];
}

/** JSON is YAML, too. */
function yaml(value: unknown): Buffer {
  return text(ANY.yaml, JSON.stringify(value));
}

function text(field: number, value: string): Buffer {
  return message(field, [Buffer.from(value)]);
}

function message(field: number, parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([
    varint(field * 8 + LENGTH_DELIMITED),
    varint(length),
    ...parts,
  ]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left = Math.floor(left / 0x80)) {
    bytes.push((left % 0x80) + 0x80);
  }
  return Buffer.from([...bytes, left]);
}
