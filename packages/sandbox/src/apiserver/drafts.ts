import { KubernetesObject } from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { BodyText } from './bodyText';
import {
  patchFaults,
  repeatedFields,
  strictFaults,
  unknownField,
} from './json/strictFaults';
import { badRequest, notHandled } from './refusals';
import { ServedType } from './servedType';
import { StatusError } from './status';
import {
  typeMismatch,
  withoutUnknownFields,
  withSchemaDefaults,
} from './typing';
import { ObjectKey, ObjectWrite } from './writeOptions';
import { conversionFault, wrongCustomType } from './wrongType';
import { repeatedKeys } from './yaml/parseYaml';

/** A copy that may be changed, as plain JSON. */
export function draftOf(object: KubernetesObject): Draft {
  return JSON.parse(JSON.stringify(object));
}

/** What is said of an object that cannot be read. @param sent - what it says that it is */
export type Refusal = (
  why: string,
  sent: { kind: string; version: string },
) => StatusError;

/**
 * What a client sent, as a draft of this type: names filled from the path, unknown fields reported
 * as asked and removed. Defaults are not filled yet: apply must know what was really sent.
 * @param refuse - makes the refusal of what is not of this type
 * @throws StatusError 400 (unless `refuse` says otherwise) when it is not of this type or contradicts the path
 */
export function decodeDraft(
  type: ServedType,
  key: { namespace?: string; name?: string },
  input: unknown,
  write: ObjectWrite,
  refuse: Refusal = (why, sent) => notHandled(type, why, sent),
): Draft {
  const draft = typedDraft(type, input, refuse);
  const mismatch = typeMismatch(type, draft);
  if (mismatch) throw refuse(mismatch, type);
  const { value, unknown } = withoutUnknownFields(type, draft);
  reportStrictFaults(type, unknown, write, refuse);
  checkNames(type, key, value);
  return value;
}

/** The draft with what the schema and the rules of the kind fill. */
export function withDefaults(type: ServedType, draft: Draft): Draft {
  const filled = withSchemaDefaults(type, draft);
  type.rules.setDefaults?.(filled);
  return filled;
}

function typedDraft(type: ServedType, input: unknown, refuse: Refusal): Draft {
  if (!isObject(input)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): expected a JSON object`,
    );
  }
  const copy = JSON.parse(JSON.stringify(input));
  if (!type.custom) copy.apiVersion ||= type.apiVersion;
  copy.apiVersion ??= type.apiVersion;
  copy.kind ||= type.kind;
  copy.metadata ??= {};
  if (copy.apiVersion !== type.apiVersion || copy.kind !== type.kind) {
    if (type.custom) throw wrongCustomType(type, copy);
    const [version] = copy.apiVersion.split('/').reverse();
    throw refuse(conversionFault(type, copy), { kind: copy.kind, version });
  }
  return copy;
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

/** Refuses, warns of, or passes over what only strict decoding sees. */
function reportStrictFaults(
  type: ServedType,
  unknown: string[],
  write: ObjectWrite,
  refuse: Refusal,
): void {
  if (write.fieldValidation === 'Ignore') return;
  const faults = strictDecodingFaults(type, unknown, write.text);
  if (faults.length === 0) return;
  if (write.fieldValidation === 'Strict') {
    throw refuse(`strict decoding error: ${faults.join(', ')}`, type);
  }
  faults.forEach(fault => write.warn(fault));
}

/** Unknown and repeated fields, in the order in which the API server finds them. */
function strictDecodingFaults(
  type: ServedType,
  unknown: string[],
  text: BodyText | undefined,
): string[] {
  const unknownFields = unknown.map(unknownField);
  if (text?.format === 'yaml') {
    const repeated = repeatedKeys(text.text);
    return repeated ? [repeated, ...unknownFields] : unknownFields;
  }
  if (text?.format === 'patch') {
    return [...patchFaults(text.text), ...unknownFields];
  }
  if (!text) return unknownFields;
  return type.custom
    ? [...repeatedFields(text.text), ...unknownFields]
    : strictFaults(text.text, unknown);
}
