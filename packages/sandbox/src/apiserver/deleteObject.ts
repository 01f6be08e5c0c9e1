import { KubernetesObject } from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { RuleContext } from '../builtin/kindRules';
import { keyOf } from '../store/collection';
import { deepFreeze } from '../store/frozen';
import { admitDeletion } from './admit';
import { Backend, timestamp } from './backend';
import { draftOf } from './drafts';
import { hasGeneration } from './generation';
import { present, toStored } from './present';
import { conflict } from './refusals';
import { ServedType } from './servedType';
import { Status } from './status';
import { existing, isFinished } from './updateObject';
import { ObjectKey } from './writeOptions';

/** `DeleteOptions` of `meta.k8s.io/v1`, as far as they matter here. */
export interface DeleteOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/** What a deletion did: `removed` is gone, `marked` waits for its finalizers. */
export interface Deletion {
  outcome: 'removed' | 'marked';
  object: KubernetesObject;
}

/** Finalizers that make the garbage collector act before the object goes. */
const POLICY_FINALIZERS = {
  Foreground: 'foregroundDeletion',
  Orphan: 'orphan',
} as const;

/**
 * Deletes an object, or marks it for deletion where finalizers hold it.
 * A pod's grace period is over at once: there is no process that would need it.
 * @throws StatusError
 */
export function deleteObject(
  backend: Backend,
  type: ServedType,
  key: ObjectKey,
  options: DeleteOptions,
): Deletion {
  const before = existing(backend, type, key);
  checkPreconditions(type, before, options);
  admitDeletion(type, key.name);
  const marked = markDeleted(type, before, options, backend.ruleContext());
  const stored = toStored(type, marked);
  const storeKey = keyOf(key.namespace, key.name);
  if (isFinished(marked)) {
    if (!options.dryRun) {
      backend.collection(type).remove(storeKey, toStored(type, before));
    }
    return { outcome: 'removed', object: before };
  }
  if (marked === before || options.dryRun) {
    return { outcome: 'marked', object: present(type, deepFreeze(stored)) };
  }
  return {
    outcome: 'marked',
    object: present(type, backend.collection(type).put(storeKey, stored)),
  };
}

/** The `Status` of a finished deletion. */
export function deletedStatus(
  type: ServedType,
  { metadata }: KubernetesObject,
): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: metadata.name,
      ...(type.group ? { group: type.group } : {}),
      kind: type.plural,
      uid: metadata.uid,
    },
  };
}

function checkPreconditions(
  type: ServedType,
  { metadata }: KubernetesObject,
  { preconditions = {} }: DeleteOptions,
): void {
  const { uid, resourceVersion } = preconditions;
  const name = metadata.name ?? '';
  if (uid && uid !== metadata.uid) {
    throw conflict(
      type.kind,
      type,
      name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      type.kind,
      type,
      name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

/** The object with its marks of deletion; the same object when it has them all already. */
function markDeleted(
  type: ServedType,
  before: KubernetesObject,
  { propagationPolicy }: DeleteOptions,
  context: RuleContext,
): KubernetesObject {
  const policyFinalizer =
    propagationPolicy && propagationPolicy !== 'Background'
      ? POLICY_FINALIZERS[propagationPolicy]
      : undefined;
  const missesFinalizer =
    policyFinalizer && !before.metadata.finalizers?.includes(policyFinalizer);
  if (before.metadata.deletionTimestamp && !missesFinalizer) return before;

  const draft = draftOf(before);
  const { metadata } = draft;
  if (policyFinalizer && missesFinalizer) {
    metadata.finalizers = [...(metadata.finalizers ?? []), policyFinalizer];
  }
  if (!metadata.deletionTimestamp) {
    metadata.deletionTimestamp = timestamp(new Date());
    metadata.deletionGracePeriodSeconds = 0;
    if (hasGeneration(type) && metadata.generation) metadata.generation += 1;
    type.rules.prepareDelete?.(draft, context);
    if (type.collection === 'namespaces') {
      delete metadata.deletionGracePeriodSeconds;
      draft.status = {
        ...(isObject(draft.status) ? draft.status : {}),
        phase: 'Terminating',
      };
    }
  }
  return draft;
}
