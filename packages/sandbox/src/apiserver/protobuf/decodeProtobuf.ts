import { JsonObject, JsonValue } from '@mini-atlas/kro';
import messages from './messages.json';
import { SPECIAL_MESSAGES } from './specialMessages';
import { WireField, wireFields } from './wire';

/** JSON name, type, and flags: `r`epeated, `m`ap, `p`ointer, `i`nline, `k`ept when it is zero. */
type Field = string[];

const MESSAGES: Record<string, Record<string, Field>> = messages;

/** What a protobuf body of Kubernetes begins with. */
const MAGIC = Buffer.from('k8s\0');
const META = 'k8s.io.apimachinery.pkg.apis.meta.v1';
const EXTENSIONS = 'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions';
const UNKNOWN = 'k8s.io.apimachinery.pkg.runtime.Unknown';

/** Says why bytes are no object of Kubernetes in protobuf. */
export class ProtobufError extends Error {}

/**
 * The object in a body of `application/vnd.kubernetes.protobuf`, as its JSON would be.
 * Typed Go clients send built-in types this way. Zero values that Go writes for fields that are
 * not set are left out, as `omitempty` does.
 * @throws ProtobufError
 */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new ProtobufError(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  }
  try {
    return decodeEnvelope(body.subarray(MAGIC.length));
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) {
      throw new ProtobufError(error.message);
    }
    throw error;
  }
}

/** `runtime.Unknown`: the type's names, then the bytes of the object. */
function decodeEnvelope(bytes: Buffer): JsonObject {
  const parts = new Map(
    [...wireFields(bytes)].map(({ number, value }) => [number, value]),
  );
  const typeMeta = parts.get(1);
  const raw = parts.get(2) ?? Buffer.alloc(0);
  if (!Buffer.isBuffer(typeMeta) || !Buffer.isBuffer(raw)) {
    throw new ProtobufError('the type of the object is missing');
  }
  const { apiVersion, kind } = decodeMessage(
    'k8s.io.apimachinery.pkg.runtime.TypeMeta',
    typeMeta,
  );
  const name = messageName(String(apiVersion), String(kind));
  if (!name) {
    throw new ProtobufError(
      `${kind} in version "${apiVersion}" is not known in protobuf; send JSON`,
    );
  }
  return { apiVersion, kind, ...decodeMessage(name, raw) };
}

function messageName(apiVersion: string, kind: string): string | undefined {
  const [version, group = 'core'] = apiVersion.split('/').reverse();
  return [
    `k8s.io.api.${group.split('.')[0]}.${version}.${kind}`,
    ...(group === 'apiextensions.k8s.io'
      ? [`${EXTENSIONS}.${version}.${kind}`]
      : []),
    `${META}.${kind}`,
  ].find(name => name !== UNKNOWN && Object.hasOwn(MESSAGES, name));
}

function decodeMessage(name: string, bytes: Buffer): JsonObject {
  const fields = MESSAGES[name];
  const object: JsonObject = {};
  for (const wire of wireFields(bytes)) {
    const field = fields?.[wire.number];
    if (field) addField(object, field, wire.value);
  }
  return object;
}

function addField(
  object: JsonObject,
  [name, type, flags]: Field,
  raw: WireField['value'],
): void {
  if (flags.includes('m') && Buffer.isBuffer(raw)) {
    object[name] = { ...asObject(object[name]), ...mapEntry(type, raw) };
    return;
  }
  const value = decodeValue(type, raw);
  if (value === undefined) return;
  if (flags.includes('i')) {
    Object.assign(object, value);
  } else if (flags.includes('r')) {
    const list = object[name];
    object[name] = [...(Array.isArray(list) ? list : []), value];
  } else if (/[pk]/.test(flags) || !isZero(value)) {
    object[name] = value;
  }
}

function asObject(value: JsonValue | undefined): JsonObject {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? value
    : {};
}

function mapEntry(type: string, bytes: Buffer): JsonObject {
  let key = '';
  let value: JsonValue | undefined = type === 'string' ? '' : undefined;
  for (const field of wireFields(bytes)) {
    if (field.number === 1 && Buffer.isBuffer(field.value)) {
      key = field.value.toString();
    } else if (field.number === 2) {
      value = decodeValue(type, field.value);
    }
  }
  return { [key]: value };
}

function decodeValue(
  type: string,
  raw: WireField['value'],
): JsonValue | undefined {
  if (!Buffer.isBuffer(raw)) {
    return type === 'bool' ? raw !== 0n : Number(raw);
  }
  if (type === 'string') return raw.toString();
  if (type === 'bytes') return raw.toString('base64');
  const special = SPECIAL_MESSAGES[type];
  return special ? special(raw, decodeMessage) : decodeMessage(type, raw);
}

/** What Go writes for a field that is not set and is no pointer. */
function isZero(value: JsonValue): boolean {
  return (
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' &&
      value !== null &&
      Object.keys(value).length === 0)
  );
}
