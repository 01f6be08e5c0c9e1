import { isObject } from '../builtin/fields';
import { goValue } from '../openapi';
import { BodyText } from './bodyText';
import { jsonSyntaxFault } from './json/syntaxFault';
import { Patch } from './patch';
import { decodeProtobuf, ProtobufError } from './protobuf/decodeProtobuf';
import { badRequest, unrecognized, unsupportedMediaType } from './refusals';
import { StatusError } from './status';
import { parseYaml, YamlError } from './yaml/parseYaml';

/** What a body holds. */
export interface DecodedBody {
  value: unknown;
  /** Absent where the body was no text. */
  text?: BodyText;
}

/** Media types of objects that can be read. */
const OBJECT_TYPES = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];

const PATCH_TYPES: Record<string, Patch['type']> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** The media type alone, without parameters. */
function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0].trim().toLowerCase();
}

/**
 * The object in a request's body.
 * @throws StatusError 415 for a media type that cannot be read, 400 for what cannot be parsed or names no kind
 */
export function decodeObject(
  { kind, custom }: { kind: string; custom?: unknown },
  contentType: string | undefined,
  body: Buffer,
): DecodedBody {
  const type = mediaType(contentType);
  if (type === '' || type === 'application/json') {
    const text = body.toString();
    const value = parseJson(kind, text, body);
    checkTypeFields(kind, value, body);
    if (custom) checkCustomTypeFields(kind, value, body);
    return { value: value ?? {}, text: { format: 'json', text } };
  }
  if (type === 'application/yaml') {
    const text = body.toString();
    const value = parseObjectYaml(kind, text, body);
    checkTypeFields(kind, value, body);
    return { value: value ?? {}, text: { format: 'yaml', text } };
  }
  if (type === 'application/vnd.kubernetes.protobuf') {
    return { value: parseProtobuf(body) };
  }
  throw unsupportedMediaType(OBJECT_TYPES);
}

/**
 * The patch in a request's body.
 * @param accepted - the kinds of patch the type takes
 * @param custom - is the type no built-in one?
 * @throws StatusError 415 or 400
 */
export function decodePatch(
  accepted: Patch['type'][],
  contentType: string | undefined,
  bytes: Buffer,
  custom: boolean,
): { type: Patch['type']; body: unknown; text: BodyText } {
  const type = PATCH_TYPES[mediaType(contentType)];
  if (!type && !custom) {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      '415: Unsupported Media Type',
      {},
    );
  }
  if (!type || !accepted.includes(type)) {
    throw unsupportedMediaType(
      Object.keys(PATCH_TYPES).filter(known =>
        accepted.includes(PATCH_TYPES[known]),
      ),
    );
  }
  const text = bytes.toString();
  return type === 'apply'
    ? { type, body: parseApplyYaml(text), text: { format: 'yaml', text } }
    : { type, body: parsePatch(bytes), text: { format: 'patch', text } };
}

function parseJson(kind: string, text: string, body: Buffer): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notRecognized(kind, syntaxFault(error, body), body);
  }
}

/** What Go says of a text that `JSON.parse` refused. */
function syntaxFault(error: unknown, body: Buffer): string {
  if (!(error instanceof SyntaxError)) throw error;
  return jsonSyntaxFault(body.toString('latin1')) ?? error.message;
}

/** Custom resources must say what they are. */
function checkCustomTypeFields(kind: string, value: unknown, body: Buffer) {
  const text = body.toString();
  if (!isObject(value) || !value.kind) {
    throw unrecognized(kind, `Object 'Kind' is missing in '${text}'`, body);
  }
  // The empty version is another one, which is said where versions are compared.
  value.apiVersion ??= '';
}

/** The struct that Go reads the type of an object into. */
const TYPE_FIELDS =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** Refuses what cannot say of which type it is. */
function checkTypeFields(kind: string, value: unknown, body: Buffer): void {
  if (value === null) return;
  if (!isObject(value)) {
    throw notRecognized(
      kind,
      `json: cannot unmarshal ${goValue(
        value,
      )} into Go value of type ${TYPE_FIELDS}`,
      body,
    );
  }
  for (const field of ['apiVersion', 'kind']) {
    const text = value[field] ?? '';
    if (typeof text !== 'string') {
      throw notRecognized(
        kind,
        `json: cannot unmarshal ${goValue(
          text,
        )} into Go struct field .${field} of type string`,
        body,
      );
    }
  }
  const version = String(value.apiVersion ?? '');
  if (version.split('/').length > 2) {
    throw unrecognized(
      kind,
      `unexpected GroupVersion string: ${version}`,
      body,
    );
  }
}

function notRecognized(kind: string, why: string, body: Buffer) {
  return unrecognized(
    kind,
    `couldn't get version/kind; json parse error: ${why}`,
    body,
  );
}

function parseObjectYaml(kind: string, text: string, body: Buffer): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlError) {
      throw unrecognized(kind, error.message, body);
    }
    throw error;
  }
}

function parseApplyYaml(text: string): unknown {
  let value;
  try {
    value = parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw badRequest(
      `error decoding YAML: error converting YAML to JSON: ${error.message}`,
    );
  }
  if (value !== null && !isObject(value)) {
    throw badRequest(
      `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${goValue(
        value,
      )} into Go value of type map[string]interface {}`,
    );
  }
  return value ?? {};
}

function parseProtobuf(body: Buffer): unknown {
  try {
    return decodeProtobuf(body);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw badRequest(error.message);
  }
}

function parsePatch(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw badRequest(`error decoding patch: ${syntaxFault(error, body)}`);
  }
}
