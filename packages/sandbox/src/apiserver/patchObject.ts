import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { invalidValue } from '../builtin/causes';
import { Draft } from '../builtin/kindRules';
import { convertFault, goMapText } from '../openapi';
import { keyOf } from '../store/collection';
import { Backend, timestamp } from './backend';
import { BodyText } from './bodyText';
import { storeNew } from './createObject';
import { decodeDraft, draftOf, withDefaults } from './drafts';
import { Patch } from './patch';
import { patchedText } from './patchedText';
import { present } from './present';
import { badRequest, invalid } from './refusals';
import { ServedType } from './servedType';
import { StatusError } from './status';
import {
  applyConfiguration,
  jsonPatch,
  mergePatch,
  strategicMergePatch,
} from './typing';
import { existing, storeChange } from './updateObject';
import { ObjectKey, ObjectWrite } from './writeOptions';
import { repeatedKeys } from './yaml/parseYaml';

/** What a patch did. */
export interface Patched {
  object: KubernetesObject;
  created: boolean;
}

/**
 * Patches an object; apply creates it where it is missing.
 * @throws StatusError
 */
export function patchObject(
  backend: Backend,
  type: ServedType,
  key: ObjectKey,
  patch: Patch,
  write: ObjectWrite,
): Patched {
  if (patch.type === 'apply') {
    return applyObject(backend, type, key, patch, write);
  }
  const before = existing(backend, type, key);
  const patched = patchedBody(type, draftOf(before), patch);
  const draft = withDefaults(
    type,
    decodeDraft(type, key, patched, { ...write, text: patch.text }, why =>
      patchMisfit(type, patch, patched, why),
    ),
  );
  return {
    object: storeChange(backend, type, before, draft, write),
    created: false,
  };
}

/** 422 for a patch that makes of an object what cannot be read. */
function patchMisfit(
  type: ServedType,
  { type: patchType, body }: Patch,
  patched: JsonObject,
  why: string,
): StatusError {
  const shown =
    patchType === 'strategic'
      ? goMapText(body)
      : patchedText(type, patched, patchType === 'merge' ? body : {});
  const said =
    patchType === 'strategic' ? convertFault(type, patched) ?? why : why;
  return invalid({ group: '', kind: '' }, '', [
    invalidValue('patch', shown, said),
  ]);
}

/** The object with a JSON, merge or strategic merge patch applied. */
export function patchedBody(
  type: ServedType,
  object: JsonObject,
  patch: Patch,
): JsonObject {
  switch (patch.type) {
    case 'json':
      return jsonPatch(object, patch.body);
    case 'merge':
      return mergePatch(object, patch.body);
    default:
      return strategicMergePatch(type, object, patch.body);
  }
}

function applyObject(
  backend: Backend,
  type: ServedType,
  key: ObjectKey,
  patch: Patch,
  write: ObjectWrite,
): Patched {
  if (!write.manager) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: is required for apply patch',
        field: 'fieldManager',
      },
    ]);
  }
  const applied = appliedObject(type, patch.body);
  const stored = backend.collection(type).get(keyOf(key.namespace, key.name));
  const live = stored && present(type, stored);
  const result = applyConfiguration(type, live, applied, {
    manager: write.manager,
    subresource: write.subresource,
    now: timestamp(new Date()),
    force: patch.force ?? false,
  });
  reportRepeatedKeys(patch.text, write);
  const merged = withDefaults(
    type,
    decodeDraft(type, key, result, { ...write, fieldValidation: 'Ignore' }),
  );
  const keepOwnership = withManagedFields(merged);
  if (live) {
    return {
      object: storeChange(backend, type, live, merged, write, keepOwnership),
      created: false,
    };
  }
  if (write.subresource) existing(backend, type, key);
  return {
    object: storeNew(backend, type, merged, write, keepOwnership),
    created: true,
  };
}

/** The ownership that apply computed survives the merge with the object before. */
function withManagedFields({ metadata: { managedFields } }: Draft) {
  return (object: KubernetesObject): KubernetesObject => ({
    ...object,
    metadata: { ...object.metadata, managedFields },
  });
}

/** What was applied, if it is of this type. */
function appliedObject(type: ServedType, body: unknown): KubernetesObject {
  if (!isObject(body)) {
    throw badRequest('an apply patch must be an object in JSON or YAML');
  }
  const { apiVersion = '', kind = '', metadata } = body;
  if (apiVersion !== type.apiVersion || kind !== type.kind) {
    const [version, group = ''] = String(apiVersion).split('/').reverse();
    throw badRequest(`invalid object type: ${group}/${version}, Kind=${kind}`);
  }
  if (metadata && !isObject(metadata)) {
    const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
    throw new StatusError(
      500,
      undefined,
      `failed to create typed patch object (/; ${version}, Kind=${kind}): .metadata: expected map, got &{${goMapText(
        metadata,
      )}}`,
    );
  }
  return {
    ...body,
    apiVersion,
    kind,
    metadata: isObject(metadata) ? metadata : {},
  };
}

function reportRepeatedKeys(
  text: BodyText | undefined,
  write: ObjectWrite,
): void {
  if (write.fieldValidation === 'Ignore' || text?.format !== 'yaml') return;
  const repeated = repeatedKeys(text.text);
  if (!repeated) return;
  const fault = `error converting YAML to JSON: ${repeated}`;
  if (write.fieldValidation === 'Strict') {
    throw badRequest(`error strict decoding YAML: ${fault}`);
  }
  write.warn(fault);
}
