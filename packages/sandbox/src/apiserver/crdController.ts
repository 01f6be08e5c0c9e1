import { Condition, KubernetesObject } from '@mini-atlas/kro';
import {
  isObject,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
} from '../builtin/fields';
import { CUSTOM_RESOURCE_CLEANUP } from '../builtin/customResourceDefinition';
import { Draft } from '../builtin/kindRules';
import { keyOf } from '../store/collection';
import { jsonEqual } from '../schema/jsonEqual';
import { Backend, timestamp } from './backend';
import { decideNames, hasItsNames } from './crdNames';
import { asStoredNow, customTypes } from './customTypes';
import { deleteObject } from './deleteObject';
import { draftOf } from './drafts';
import { ServedType } from './servedType';

const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';

/**
 * Serves what CRDs define: accepts names, establishes, serves; on deletion removes the objects first.
 * Works synchronously, so a CRD is served by the time its creation has been answered.
 * Returns the function that ends it.
 */
export function runCrdController(backend: Backend): () => void {
  const crds = backend.store.collection(CRDS);
  const cleanups = new Map<string, () => void>();
  const served = new Map<string, string>();

  function reconcile(key: string) {
    const crd = crds.get(key);
    if (!crd) {
      withdraw(key);
    } else if (crd.metadata.deletionTimestamp) {
      terminate(key, crd);
    } else {
      establish(key, crd);
    }
  }

  function establish(key: string, crd: KubernetesObject) {
    const updated = withStatus(backend, crd);
    if (updated !== crd) {
      crds.put(key, updated);
      return;
    }
    if (isTrue(crd, 'Established')) {
      serve(key, crd);
      watchInstances(key, crd);
    }
  }

  /** Serves the types anew when they have changed, with their objects as the schema has them now. */
  function serve(key: string, crd: KubernetesObject) {
    const before = served.get(key);
    const shape = JSON.stringify([
      crd.spec,
      objectAt(crd, 'status', 'acceptedNames'),
    ]);
    if (before === shape) return;
    served.set(key, shape);
    backend.types.replaceCustom(key, customTypes(crd));
    if (before) {
      backend.store
        .collection(collectionOf(crd))
        .reshape(object => asStoredNow(object, crd));
    }
  }

  /** Names that somebody let go may be had by another CRD of the group. */
  function reconsider(crd: KubernetesObject) {
    const group = stringAt(crd, 'spec', 'group');
    for (const other of otherCrds(backend, crd)) {
      if (stringAt(other, 'spec', 'group') === group && !hasItsNames(other)) {
        reconcile(keyOf(undefined, other.metadata.name ?? ''));
      }
    }
  }

  function watchInstances(key: string, crd: KubernetesObject) {
    if (cleanups.has(key)) return;
    const instances = backend.store.collection(collectionOf(crd));
    cleanups.set(
      key,
      instances.subscribe(({ type }) => {
        if (type === 'DELETED' && crds.get(key)?.metadata.deletionTimestamp) {
          reconcile(key);
        }
      }),
    );
  }

  function terminate(key: string, crd: KubernetesObject) {
    if (!crd.metadata.finalizers?.includes(CUSTOM_RESOURCE_CLEANUP)) return;
    if (isPending(crd)) {
      markTerminating(key, crd);
      return;
    }
    const type = backend.types
      .all()
      .find(({ custom }) => custom?.crdName === key);
    if (type) deleteInstances(backend, type);
    const latest = crds.get(key);
    if (!latest?.metadata.finalizers?.includes(CUSTOM_RESOURCE_CLEANUP)) return;
    const instances = backend.store.collection(collectionOf(crd));
    if (instances.size === 0) release(key, latest);
  }

  function release(key: string, crd: KubernetesObject) {
    const draft = draftOf(crd);
    draft.metadata.finalizers = draft.metadata.finalizers?.filter(
      finalizer => finalizer !== CUSTOM_RESOURCE_CLEANUP,
    );
    if (draft.metadata.finalizers?.length) crds.put(key, draft);
    else crds.remove(key, draft);
  }

  function markTerminating(key: string, crd: KubernetesObject) {
    const draft = draftOf(crd);
    setConditions(draft, [
      {
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionInProgress',
        message: 'CustomResource deletion is in progress',
      },
    ]);
    crds.put(key, draft);
  }

  function withdraw(key: string) {
    const type = backend.types
      .all()
      .find(({ custom }) => custom?.crdName === key);
    cleanups.get(key)?.();
    cleanups.delete(key);
    served.delete(key);
    backend.types.replaceCustom(key, []);
    if (type) backend.store.drop(type.collection);
  }

  const stop = crds.subscribe(({ key, object, before }) => {
    reconcile(key);
    const names = objectAt(object, 'status', 'acceptedNames');
    const had = objectAt(before, 'status', 'acceptedNames');
    if (!crds.get(key) || (before && !jsonEqual(names, had))) {
      reconsider(object);
    }
  });
  return () => {
    stop();
    cleanups.forEach(end => end());
  };
}

/** Which objects a CRD stands for in the store. */
function collectionOf(crd: KubernetesObject): string {
  return `${stringAt(crd, 'spec', 'names', 'plural')}.${stringAt(
    crd,
    'spec',
    'group',
  )}`;
}

function deleteInstances(backend: Backend, type: ServedType): void {
  for (const [, { metadata }] of backend.collection(type).range('') ?? []) {
    const key = { namespace: metadata.namespace, name: metadata.name ?? '' };
    const isThere = backend
      .collection(type)
      .get(keyOf(key.namespace, key.name));
    if (isThere && !metadata.deletionTimestamp) {
      deleteObject(backend, type, key, {});
    }
  }
}

/** Is it only written down yet that a CRD shall go? */
function isPending(crd: KubernetesObject): boolean {
  return objectsAt(crd, 'status', 'conditions').some(
    ({ reason }) => reason === 'InstanceDeletionPending',
  );
}

function isTrue(crd: KubernetesObject, type: string): boolean {
  return objectsAt(crd, 'status', 'conditions').some(
    condition => condition.type === type && condition.status === 'True',
  );
}

/** The CRD with what the server says of it; the same object when that is said already. */
function withStatus(backend: Backend, crd: KubernetesObject): KubernetesObject {
  const draft = draftOf(crd);
  draft.status = isObject(draft.status) ? draft.status : {};
  if (!hasItsNames(crd)) nameDraft(draft, otherCrds(backend, crd));
  const stored = objectsAt(draft, 'spec', 'versions').find(
    version => version.storage === true,
  );
  const storedVersions = stringsAt(draft, 'status', 'storedVersions');
  if (
    typeof stored?.name === 'string' &&
    !storedVersions.includes(stored.name)
  ) {
    draft.status.storedVersions = [...storedVersions, stored.name];
  }
  return jsonEqual(draft, draftOf(crd)) ? crd : draft;
}

/** Writes down which names are accepted; a CRD whose names have been accepted once stays established. */
function nameDraft(draft: Draft, others: KubernetesObject[]): void {
  const { acceptedNames, condition } = decideNames(draft, others);
  if (isObject(draft.status)) draft.status.acceptedNames = acceptedNames;
  const established: Condition =
    condition.status === 'True'
      ? {
          type: 'Established',
          status: 'True',
          reason: 'InitialNamesAccepted',
          message: 'the initial names have been accepted',
        }
      : {
          type: 'Established',
          status: 'False',
          reason: 'NotAccepted',
          message: 'not all names are accepted',
        };
  setConditions(
    draft,
    isTrue(draft, 'Established') ? [condition] : [condition, established],
  );
}

function otherCrds(
  { store }: Backend,
  { metadata }: KubernetesObject,
): KubernetesObject[] {
  return (store.collection(CRDS).range('') ?? [])
    .map(([, other]) => other)
    .filter(other => other.metadata.name !== metadata.name);
}

function setConditions(crd: KubernetesObject, conditions: Condition[]): void {
  if (!isObject(crd.status)) return;
  const list = objectsAt(crd, 'status', 'conditions');
  for (const condition of conditions) {
    const present = list.find(({ type }) => type === condition.type);
    if (!present) {
      list.push({
        ...condition,
        lastTransitionTime: timestamp(new Date()),
      });
    } else {
      if (present.status !== condition.status) {
        present.lastTransitionTime = timestamp(new Date());
      }
      Object.assign(present, condition);
    }
  }
  crd.status.conditions = list;
}
