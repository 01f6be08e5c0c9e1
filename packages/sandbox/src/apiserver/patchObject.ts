import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { isObject, stringAt } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { keyOf } from '../store/collection';
import { Backend, timestamp } from './backend';
import { storeNew } from './createObject';
import { decodeDraft, decodeWhole, draftOf, withDefaults } from './drafts';
import { present } from './present';
import { badRequest, invalid } from './refusals';
import { ServedType } from './servedType';
import {
  applyConfiguration,
  jsonPatch,
  mergePatch,
  strategicMergePatch,
} from './typing';
import { existing, storeChange } from './updateObject';
import { ObjectKey, ObjectWrite } from './writeOptions';

/** A patch as it came. */
export interface Patch {
  type: 'json' | 'merge' | 'strategic' | 'apply';
  body: unknown;
  /** Apply only: take fields from other managers. */
  force?: boolean;
}

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
  const draft = withDefaults(type, decodeDraft(type, key, patched, write));
  return {
    object: storeChange(backend, type, before, draft, write),
    created: false,
  };
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
  const applied = appliedDraft(type, key, patch.body);
  const stored = backend.collection(type).get(keyOf(key.namespace, key.name));
  const live = stored && present(type, stored);
  const merged = withDefaults(
    type,
    draftOf(
      applyConfiguration(type, live, applied, {
        manager: write.manager,
        subresource: write.subresource,
        now: timestamp(new Date()),
        force: patch.force ?? false,
      }),
    ),
  );
  if (type.namespaced) merged.metadata.namespace = key.namespace;
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

function appliedDraft(
  type: ServedType,
  key: ObjectKey,
  body: unknown,
): KubernetesObject {
  if (!isObject(body)) {
    throw badRequest('an apply patch must be an object in JSON or YAML');
  }
  if (!body.apiVersion || !body.kind) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): an apply patch needs apiVersion and kind`,
    );
  }
  if (isObject(body.metadata) && body.metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const draft = decodeWhole(type, key, body);
  // What is wrong with it is said of the object as it was sent.
  if (!stringAt(body, 'metadata', 'namespace')) delete draft.metadata.namespace;
  return draft;
}
