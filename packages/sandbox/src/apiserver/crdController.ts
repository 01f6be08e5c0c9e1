import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { isObject, objectAt, objectsAt, stringAt } from '../builtin/fields';
import { keyOf } from '../store/collection';
import { jsonEqual } from '../schema/jsonEqual';
import { Backend, timestamp } from './backend';
import { customTypes } from './customTypes';
import { deleteObject } from './deleteObject';
import { draftOf } from './drafts';
import { ServedType } from './servedType';

const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';
const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

/**
 * Serves what CRDs define: accepts names, establishes, serves; on deletion removes the objects first.
 * Works synchronously, so a CRD is served by the time its creation has been answered.
 * Returns the function that ends it.
 */
export function runCrdController(backend: Backend): () => void {
  const crds = backend.store.collection(CRDS);
  const cleanups = new Map<string, () => void>();

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
      backend.types.replaceCustom(key, customTypes(crd));
      watchInstances(key, crd);
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
    const instances = backend.store.collection(collectionOf(crd));
    const type = backend.types
      .all()
      .find(({ custom }) => custom?.crdName === key);
    if (type) deleteInstances(backend, type);
    const latest = crds.get(key);
    if (!latest?.metadata.finalizers?.includes(CLEANUP)) return;
    if (instances.size === 0) release(key, latest);
    else markTerminating(key, latest);
  }

  function release(key: string, crd: KubernetesObject) {
    const draft = draftOf(crd);
    draft.metadata.finalizers = draft.metadata.finalizers?.filter(
      finalizer => finalizer !== CLEANUP,
    );
    if (draft.metadata.finalizers?.length) crds.put(key, draft);
    else crds.remove(key, draft);
  }

  function markTerminating(key: string, crd: KubernetesObject) {
    if (isTrue(crd, 'Terminating')) return;
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
    backend.types.replaceCustom(key, []);
    if (type) backend.store.drop(type.collection);
  }

  const stop = crds.subscribe(({ key }) => reconcile(key));
  return () => {
    stop();
    cleanups.forEach(end => end());
  };
}

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

function isTrue(crd: KubernetesObject, type: string): boolean {
  return objectsAt(crd, 'status', 'conditions').some(
    condition => condition.type === type && condition.status === 'True',
  );
}

/** The CRD with what the server says of it; the same object when that is said already. */
function withStatus(backend: Backend, crd: KubernetesObject): KubernetesObject {
  const draft = draftOf(crd);
  const names = objectAt(draft, 'spec', 'names') ?? {};
  const rival = nameTakenBy(backend, crd);
  const status = isObject(draft.status) ? draft.status : {};
  draft.status = status;
  if (!rival) status.acceptedNames = names;
  else status.acceptedNames ??= { kind: '', plural: '' };
  setConditions(
    draft,
    rival
      ? [
          {
            type: 'NamesAccepted',
            status: 'False',
            reason: rival.reason,
            message: rival.message,
          },
          ...(isTrue(crd, 'Established')
            ? []
            : [
                {
                  type: 'Established',
                  status: 'False' as const,
                  reason: 'NotAccepted',
                  message: 'not all names are accepted',
                },
              ]),
        ]
      : [
          {
            type: 'NamesAccepted',
            status: 'True',
            reason: 'NoConflicts',
            message: 'no conflicts found',
          },
          {
            type: 'Established',
            status: 'True',
            reason: 'InitialNamesAccepted',
            message: 'the initial names have been accepted',
          },
        ],
  );
  const stored = objectsAt(draft, 'spec', 'versions').find(
    version => version.storage === true,
  );
  const storedVersions = Array.isArray(status.storedVersions)
    ? status.storedVersions
    : [];
  if (
    typeof stored?.name === 'string' &&
    !storedVersions.includes(stored.name)
  ) {
    status.storedVersions = [...storedVersions, stored.name];
  }
  if (!rival && !draft.metadata.finalizers?.includes(CLEANUP)) {
    draft.metadata.finalizers = [...(draft.metadata.finalizers ?? []), CLEANUP];
  }
  return jsonEqual(draft, draftOf(crd)) ? crd : draft;
}

function nameTakenBy(
  backend: Backend,
  crd: KubernetesObject,
): { reason: string; message: string } | undefined {
  const names = objectAt(crd, 'spec', 'names');
  const group = stringAt(crd, 'spec', 'group');
  const others = backend.types
    .all()
    .filter(
      type =>
        type.group === group && type.custom?.crdName !== crd.metadata.name,
    );
  if (others.some(type => type.plural === names?.plural)) {
    return {
      reason: 'PluralConflict',
      message: `${JSON.stringify(names?.plural)} is already in use`,
    };
  }
  if (others.some(type => type.kind === names?.kind)) {
    return {
      reason: 'KindConflict',
      message: `${JSON.stringify(names?.kind)} is already in use`,
    };
  }
  return undefined;
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
