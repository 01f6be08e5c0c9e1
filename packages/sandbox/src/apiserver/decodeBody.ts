import { parseDocument } from 'yaml';
import { decodeProtobuf, ProtobufError } from './protobuf/decodeProtobuf';
import { badRequest, unsupportedMediaType } from './refusals';
import { StatusError } from './status';
import { Patch } from './patchObject';

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
 * @throws StatusError 415 for a media type that cannot be read, 400 for what cannot be parsed
 */
export function decodeObject(
  kind: string,
  contentType: string | undefined,
  body: Buffer,
): unknown {
  const type = mediaType(contentType);
  if (type === '' || type === 'application/json') {
    return parseJson(kind, body.toString());
  }
  if (type === 'application/yaml') return parseYaml(body.toString());
  if (type === 'application/vnd.kubernetes.protobuf') {
    return parseProtobuf(body);
  }
  throw unsupportedMediaType(OBJECT_TYPES);
}

/**
 * The patch in a request's body.
 * @param accepted - the kinds of patch the type takes
 * @throws StatusError 415 or 400
 */
export function decodePatch(
  accepted: Patch['type'][],
  contentType: string | undefined,
  bytes: Buffer,
): { type: Patch['type']; body: unknown } {
  const body = bytes.toString();
  const media = mediaType(contentType);
  const type = PATCH_TYPES[media];
  if (!type) {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      '415: Unsupported Media Type',
      {},
    );
  }
  if (!accepted.includes(type)) {
    throw unsupportedMediaType(
      Object.keys(PATCH_TYPES).filter(known =>
        accepted.includes(PATCH_TYPES[known]),
      ),
    );
  }
  return { type, body: type === 'apply' ? parseYaml(body) : parsePatch(body) };
}

function parseJson(kind: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const why = isCutShort(body)
      ? 'unexpected end of JSON input'
      : error.message;
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why} (${body.slice(
        0,
        1024,
      )})`,
    );
  }
}

/** Would more text make this valid JSON, as far as one can see from its brackets? */
function isCutShort(body: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at++) {
    const character = body[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if ('{['.includes(character)) depth++;
    else if ('}]'.includes(character)) depth--;
  }
  return depth > 0 || inString || body.trim() === '';
}

function parseYaml(body: string): unknown {
  const document = parseDocument(body, { logLevel: 'silent' });
  const [fault] = document.errors;
  if (fault) throw badRequest(`error decoding YAML: ${fault.message}`);
  try {
    // Kubernetes reads YAML by way of JSON: sets and bytes become plain, circles are refused.
    return JSON.parse(JSON.stringify(document.toJS()));
  } catch (error) {
    // An alias without an anchor, aliases that unfold without end, an anchor within itself.
    if (!(error instanceof ReferenceError || error instanceof TypeError)) {
      throw error;
    }
    throw badRequest(`error decoding YAML: ${error.message}`);
  }
}

function parseProtobuf(body: Buffer): unknown {
  try {
    return decodeProtobuf(body);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw badRequest(error.message);
  }
}

function parsePatch(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badRequest(`error decoding patch: ${error.message}`);
  }
}
