import { KubernetesObject } from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { badRequest, invalid } from './refusals';
import { ServedType } from './servedType';
import {
  typeMismatch,
  unknownFieldsOf,
  withoutUnknownFields,
  withSchemaDefaults,
} from './typing';
import { ObjectKey, ObjectWrite } from './writeOptions';

/** A copy that may be changed, as plain JSON. */
export function draftOf(object: KubernetesObject): Draft {
  return JSON.parse(JSON.stringify(object));
}

/** Is this JSON value shaped as an object of Kubernetes? */
function isKubernetesObject(value: unknown): value is Draft {
  return (
    isObject(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isObject(value.metadata)
  );
}

/**
 * What a client sent, as a draft of this type: names filled from the path, unknown fields reported
 * as asked and removed. Defaults are not filled yet: apply must know what was really sent.
 * @throws StatusError 400 when it is not of this type or contradicts the path
 */
export function decodeDraft(
  type: ServedType,
  key: { namespace?: string; name?: string },
  input: unknown,
  write: ObjectWrite,
): Draft {
  const draft = decodeWhole(type, key, input);
  reportUnknownFields(type, draft, write);
  return withoutUnknownFields(type, draft);
}

/**
 * The same with fields that the type's schema does not know, which apply refuses by itself.
 * @throws StatusError 400 when it is not of this type or contradicts the path
 */
export function decodeWhole(
  type: ServedType,
  key: { namespace?: string; name?: string },
  input: unknown,
): Draft {
  const draft = typedDraft(type, input);
  const mismatch = typeMismatch(type, draft);
  if (mismatch) {
    throw badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ${mismatch}`,
    );
  }
  checkNames(type, key, draft);
  return draft;
}

/** The draft with what the schema and the rules of the kind fill. */
export function withDefaults(type: ServedType, draft: Draft): Draft {
  const filled = withSchemaDefaults(type, draft);
  type.rules.setDefaults?.(filled);
  return filled;
}

function typedDraft(type: ServedType, input: unknown): Draft {
  if (!isObject(input)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): expected a JSON object`,
    );
  }
  const copy = JSON.parse(JSON.stringify(input));
  copy.apiVersion ||= type.apiVersion;
  copy.kind ||= type.kind;
  copy.metadata ??= {};
  if (!isKubernetesObject(copy)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): apiVersion and kind must be strings and metadata an object`,
    );
  }
  if (copy.apiVersion !== type.apiVersion || copy.kind !== type.kind) {
    throw wrongType(type, copy);
  }
  return copy;
}

function wrongType(
  type: ServedType,
  { apiVersion, kind, metadata }: KubernetesObject,
) {
  const [version, group = ''] = apiVersion.split('/').reverse();
  if (type.custom) {
    return apiVersion === type.apiVersion
      ? invalid({ group, kind }, metadata.name ?? '', [
          {
            reason: 'FieldValueInvalid',
            message: `Invalid value: ${JSON.stringify(kind)}: must be ${
              type.kind
            }`,
            field: 'kind',
          },
        ])
      : badRequest(
          `the API version in the data (${apiVersion}) does not match the expected API version (${type.apiVersion})`,
        );
  }
  return badRequest(
    `${kind} in version "${version}" cannot be handled as a ${
      type.kind
    }: converting (${version}.${kind}) to (${
      type.group.split('.')[0] || 'core'
    }.${type.kind}): unknown conversion`,
  );
}

function checkNames(
  type: ServedType,
  key: Partial<ObjectKey>,
  draft: Draft,
): void {
  const { metadata } = draft;
  if (type.namespaced) {
    metadata.namespace ||= key.namespace;
    if (metadata.namespace !== key.namespace) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
  } else {
    delete metadata.namespace;
  }
  if (key.name !== undefined) {
    metadata.name ||= key.name;
    if (metadata.name !== key.name) {
      throw badRequest(
        `the name of the object (${metadata.name}) does not match the name on the URL (${key.name})`,
      );
    }
  }
}

function reportUnknownFields(
  type: ServedType,
  draft: Draft,
  write: ObjectWrite,
): void {
  if (write.fieldValidation === 'Ignore') return;
  const messages = unknownFieldsOf(type, draft);
  if (messages.length === 0) return;
  if (write.fieldValidation === 'Strict') {
    throw badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${
        type.kind
      }: strict decoding error: ${messages.join(', ')}`,
    );
  }
  messages.forEach(message => write.warn(message));
}
