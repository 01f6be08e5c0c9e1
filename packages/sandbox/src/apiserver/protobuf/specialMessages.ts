import { JsonObject, JsonValue } from '@mini-atlas/kro';
import { WireField, wireFields } from './wire';

const EXTENSIONS = 'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1';
const META = 'k8s.io.apimachinery.pkg.apis.meta.v1';

/** The values of a small message, by field number. */
function valuesOf(bytes: Buffer): Record<number, WireField['value']> {
  return Object.fromEntries(
    [...wireFields(bytes)].map(({ number, value }) => [number, value]),
  );
}

const textOf = (value: WireField['value'] | undefined) =>
  Buffer.isBuffer(value) ? value.toString() : '';

function time(bytes: Buffer, digits: number): JsonValue | undefined {
  const { 1: seconds, 2: nanos = 0n } = valuesOf(bytes);
  if (seconds === undefined) return undefined;
  const moment = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = String(nanos).padStart(9, '0').slice(0, digits);
  return `${moment}${digits > 0 ? `.${fraction}` : ''}Z`;
}

function embeddedJson(bytes: Buffer): JsonValue | undefined {
  const { 1: raw } = valuesOf(bytes);
  return Buffer.isBuffer(raw) && raw.length > 0
    ? JSON.parse(raw.toString())
    : undefined;
}

function texts(bytes: Buffer): JsonValue {
  return [...wireFields(bytes)].map(({ value }) => textOf(value));
}

/** Decodes a message of which the name is known. */
type DecodeMessage = (name: string, bytes: Buffer) => JsonObject;

type Special = (bytes: Buffer, decode: DecodeMessage) => JsonValue | undefined;

/** One schema (in the field `one`), or what the other field holds, as these types write themselves to JSON. */
const schemaOr =
  (
    one: number,
    other: (
      values: WireField['value'][],
      decodeSchema: (value: WireField['value']) => JsonValue,
    ) => JsonValue | undefined,
  ): Special =>
  (bytes, decode) => {
    const decodeSchema = (value: WireField['value']) =>
      Buffer.isBuffer(value)
        ? decode(`${EXTENSIONS}.JSONSchemaProps`, value)
        : {};
    const fields = [...wireFields(bytes)];
    const schema = fields.find(({ number }) => number === one);
    const others = fields
      .filter(({ number }) => number !== one)
      .map(({ value }) => value);
    return schema ? decodeSchema(schema.value) : other(others, decodeSchema);
  };

/** Messages whose JSON is not an object of their fields. Undefined results stand for no value. */
export const SPECIAL_MESSAGES: Record<string, Special> = {
  [`${META}.Time`]: bytes => time(bytes, 0),
  [`${META}.MicroTime`]: bytes => time(bytes, 6),
  [`${META}.FieldsV1`]: embeddedJson,
  'k8s.io.apimachinery.pkg.runtime.RawExtension': embeddedJson,
  'k8s.io.apimachinery.pkg.api.resource.Quantity': bytes =>
    textOf(valuesOf(bytes)[1]) || '0',
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': bytes => {
    const { 1: type = 0n, 2: number = 0n, 3: text } = valuesOf(bytes);
    return type === 0n ? Number(number) : textOf(text);
  },
  'k8s.io.api.authorization.v1.ExtraValue': texts,
  'k8s.io.api.authentication.v1.ExtraValue': texts,
  [`${EXTENSIONS}.JSON`]: embeddedJson,
  [`${EXTENSIONS}.JSONSchemaPropsOrArray`]: schemaOr(1, (schemas, decode) =>
    schemas.map(decode),
  ),
  [`${EXTENSIONS}.JSONSchemaPropsOrBool`]: schemaOr(
    2,
    ([allows = 0n]) => allows !== 0n,
  ),
  [`${EXTENSIONS}.JSONSchemaPropsOrStringArray`]: schemaOr(1, properties =>
    properties.map(textOf),
  ),
};
