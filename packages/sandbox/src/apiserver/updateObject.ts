import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { invalidValue } from '../builtin/causes';
import { isObject } from '../builtin/fields';
import { Draft, RuleContext } from '../builtin/kindRules';
import { keyOf } from '../store/collection';
import { deepFreeze } from '../store/frozen';
import { jsonEqual } from '../schema/jsonEqual';
import { admitQuota } from './admit';
import { Backend } from './backend';
import { decodeDraft, draftOf, withDefaults } from './drafts';
import { changesGeneration } from './generation';
import { present, toStored } from './present';
import {
  conflict,
  invalid,
  notFound,
  outdated,
  qualifiedResource,
} from './refusals';
import { ServedType, Subresource } from './servedType';
import { storageKey } from './storageKey';
import { trackOwnership } from './typing';
import { validateObject } from './validateObject';
import { warnOfFinalizers } from './warnOfFinalizers';
import { ObjectKey, ObjectWrite } from './writeOptions';

/** Fields of metadata that an update carries over, whatever is sent. */
const KEPT_FIELDS = [
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generateName',
] as const;

/**
 * Replaces an object (PUT), or the part of it that a subresource is.
 * @throws StatusError
 */
export function updateObject(
  backend: Backend,
  type: ServedType,
  key: ObjectKey,
  input: unknown,
  write: ObjectWrite,
): KubernetesObject {
  const draft = withDefaults(type, decodeDraft(type, key, input, write));
  const before = existing(backend, type, key);
  if (write.text) checkVersioned(type, draft);
  checkVersion(type, before, draft);
  checkUid(type, before, draft);
  return storeChange(backend, type, before, draft, write);
}

/** A PUT that means another object of the name is refused; a patch that changes the uid fails validation. */
function checkUid(
  type: ServedType,
  { metadata: before }: KubernetesObject,
  { metadata: { uid } }: Draft,
): void {
  if (!uid || uid === before.uid) return;
  throw conflict(
    qualifiedResource(type),
    { group: type.group, kind: type.plural },
    before.name ?? '',
    `StorageError: invalid object, Code: 4, Key: ${storageKey(
      type,
      before,
    )}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${
      before.uid
    }`,
  );
}

/** The object of that name as one of this version; 404 when there is none. */
export function existing(
  backend: Backend,
  type: ServedType,
  { namespace, name }: ObjectKey,
): KubernetesObject {
  const stored = backend.collection(type).get(keyOf(namespace, name));
  if (!stored) throw notFound(type, name);
  return present(type, stored);
}

/**
 * The rest of an update, from a decoded and defaulted draft; patches come in here, too.
 * @param own - writes `metadata.managedFields` of the merged object; tracks an update unless given
 */
export function storeChange(
  backend: Backend,
  type: ServedType,
  before: KubernetesObject,
  draft: Draft,
  write: ObjectWrite,
  own?: (object: KubernetesObject) => KubernetesObject,
): KubernetesObject {
  checkVersion(type, before, draft);
  const context = backend.ruleContext();
  const merged = mergeChange(type, before, draft, write.subresource);
  if (!write.subresource) {
    type.rules.prepareUpdate?.(merged, before, context);
  }
  if (changesGeneration(type, before, merged)) {
    merged.metadata.generation = (before.metadata.generation ?? 0) + 1;
  }
  validateObject(backend, type, merged, before, context, write);
  warnOfFinalizers(type, merged, before, write);
  if (!write.subresource) admitQuota(backend, type, merged, before);
  const after = own
    ? own(merged)
    : trackOwnership(type, before, merged, writerOf(write, context));
  return commit(backend, type, before, after, write);
}

function writerOf(write: ObjectWrite, { now }: RuleContext) {
  return { manager: write.manager, subresource: write.subresource, now };
}

/** Types of Kubernetes whose objects a PUT must name in their version; all custom ones, too. */
const VERSIONED = [
  'customresourcedefinitions',
  'leases',
  'mutatingwebhookconfigurations',
  'poddisruptionbudgets',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'validatingwebhookconfigurations',
];

function checkVersioned(type: ServedType, { metadata }: Draft): void {
  if (metadata.resourceVersion) return;
  if (!type.custom && !VERSIONED.includes(type.plural)) return;
  throw invalid({ group: type.group, kind: type.plural }, metadata.name ?? '', [
    invalidValue(
      'metadata.resourceVersion',
      0,
      'must be specified for an update',
    ),
  ]);
}

function checkVersion(
  type: ServedType,
  before: KubernetesObject,
  { metadata }: Draft,
): void {
  if (
    metadata.resourceVersion &&
    metadata.resourceVersion !== before.metadata.resourceVersion
  ) {
    throw outdated(type, before.metadata.name ?? '');
  }
}

/** What the object becomes: only the part that was addressed changes. */
function mergeChange(
  type: ServedType,
  before: KubernetesObject,
  draft: Draft,
  subresource: Subresource | undefined,
): Draft {
  const merged =
    subresource === undefined
      ? replaced(type, before, draft)
      : partReplaced(type, before, draft, subresource);
  const kept: JsonObject = {};
  for (const field of KEPT_FIELDS) {
    const value = before.metadata[field];
    if (value !== undefined) kept[field] = value;
  }
  KEPT_FIELDS.forEach(field => delete merged.metadata[field]);
  merged.metadata.uid ||= before.metadata.uid;
  Object.assign(merged.metadata, kept, {
    name: before.metadata.name,
    resourceVersion: before.metadata.resourceVersion,
  });
  return merged;
}

function replaced(
  type: ServedType,
  before: KubernetesObject,
  draft: Draft,
): Draft {
  const merged = draftOf(draft);
  if (type.subresources.includes('status')) {
    if (before.status === undefined) delete merged.status;
    else merged.status = draftOf(before).status;
  }
  return merged;
}

/** `status` and `finalize` take their field alone; built-in types let metadata through with it. */
function partReplaced(
  type: ServedType,
  before: KubernetesObject,
  draft: Draft,
  subresource: Subresource,
): Draft {
  const merged = draftOf(before);
  if (!type.custom) merged.metadata = draftOf(draft).metadata;
  else if (draft.metadata.managedFields) {
    merged.metadata.managedFields = draft.metadata.managedFields;
  }
  if (subresource === 'status') {
    if (draft.status === undefined) delete merged.status;
    else merged.status = draft.status;
  }
  if (subresource === 'finalize' && isObject(merged.spec)) {
    merged.spec.finalizers = isObject(draft.spec)
      ? draft.spec.finalizers ?? []
      : [];
  }
  return merged;
}

function commit(
  backend: Backend,
  type: ServedType,
  before: KubernetesObject,
  after: KubernetesObject,
  write: ObjectWrite,
): KubernetesObject {
  if (sameButTimes(before, after)) return before;
  const object = toStored(type, after);
  if (write.dryRun) return present(type, deepFreeze(object));
  const collection = backend.collection(type);
  const key = keyOf(after.metadata.namespace, after.metadata.name ?? '');
  if (isFinished(after)) {
    collection.remove(key, object);
    return present(type, deepFreeze(object));
  }
  return present(type, collection.put(key, object));
}

/** Is nothing left that holds an object marked for deletion? */
export function isFinished(object: KubernetesObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  const held =
    object.apiVersion === 'v1' &&
    object.kind === 'Namespace' &&
    isObject(object.spec) &&
    Array.isArray(object.spec.finalizers) &&
    object.spec.finalizers.length > 0;
  return Boolean(deletionTimestamp) && finalizers.length === 0 && !held;
}

/** A write that changes nothing but times in managedFields makes no new revision. */
function sameButTimes(
  before: KubernetesObject,
  after: KubernetesObject,
): boolean {
  return jsonEqual(
    withoutOwnershipTimes(draftOf(before)),
    withoutOwnershipTimes(draftOf(after)),
  );
}

function withoutOwnershipTimes(object: Draft): Draft {
  object.metadata.managedFields = (object.metadata.managedFields ?? []).map(
    entry => (isObject(entry) ? { ...entry, time: '' } : entry),
  );
  return object;
}
