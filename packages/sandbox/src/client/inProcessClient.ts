import {
  JsonObject,
  KubernetesObject,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';
import { Backend } from '../apiserver/backend';
import { createObject } from '../apiserver/createObject';
import { deleteObject } from '../apiserver/deleteObject';
import { patchObject } from '../apiserver/patchObject';
import { present } from '../apiserver/present';
import { selectionOf } from '../apiserver/selection';
import { ServedType } from '../apiserver/servedType';
import { StatusError } from '../apiserver/status';
import { schemaOf } from '../apiserver/typing';
import { updateObject } from '../apiserver/updateObject';
import { watchObjects } from '../apiserver/watchObjects';
import { ObjectKey, ObjectWrite } from '../apiserver/writeOptions';
import { keyOf } from '../store/collection';
import { Client, ObjectId, WatchEvent, WriteOptions } from './client';

/** The API server's stages without the wire, as a user who may do everything. */
export function createInProcessClient(backend: Backend): Client {
  function served(type: TypeRef): ServedType {
    const found = backend.types.kind(type);
    if (!found) {
      throw new StatusError(
        404,
        'NotFound',
        `no matches for kind "${type.kind}" in version "${type.apiVersion}"`,
        { kind: type.kind },
      );
    }
    return found;
  }

  const keyFor = (
    type: ServedType,
    { name, namespace }: { name?: string; namespace?: string },
  ): ObjectKey => ({
    name: name ?? '',
    ...(type.namespaced ? { namespace } : {}),
  });

  return {
    get(id) {
      const type = served(id);
      const { namespace, name } = keyFor(type, id);
      const stored = backend.collection(type).get(keyOf(namespace, name));
      return stored && present(type, stored);
    },
    list(ref, options = {}) {
      const type = served(ref);
      const selection = selectionOf(type, options);
      return (backend.collection(type).range(selection.prefix) ?? [])
        .filter(([, object]) => selection.matches(object))
        .map(([, object]) => present(type, object));
    },
    create(object, options) {
      const type = served(object);
      const { namespace } = keyFor(type, object.metadata);
      return createObject(
        backend,
        type,
        { namespace },
        object,
        objectWrite(options),
      );
    },
    update(object, options) {
      const type = served(object);
      return updateObject(
        backend,
        type,
        keyFor(type, object.metadata),
        object,
        objectWrite(options),
      );
    },
    patch(id: ObjectId, patch: JsonObject, options) {
      const type = served(id);
      return patchObject(
        backend,
        type,
        keyFor(type, id),
        { type: 'merge', body: patch },
        objectWrite(options),
      ).object;
    },
    apply(object, { force, ...options }) {
      const type = served(object);
      return patchObject(
        backend,
        type,
        keyFor(type, object.metadata),
        { type: 'apply', body: object, force },
        objectWrite(options),
      ).object;
    },
    delete(id, { propagationPolicy, uid } = {}) {
      const type = served(id);
      try {
        deleteObject(backend, type, keyFor(type, id), {
          propagationPolicy,
          ...(uid ? { preconditions: { uid } } : {}),
        });
      } catch (error) {
        if (!(error instanceof StatusError && error.code === 404)) throw error;
      }
    },
    watch: (type, listener) => watchServed(backend, type, listener),
    resolve(ref) {
      const type = backend.types.kind(ref);
      return type && resourceType(type);
    },
    resourceTypes: () => backend.types.all().map(resourceType),
  };
}

function objectWrite(options: WriteOptions): ObjectWrite {
  return {
    manager: options.fieldManager,
    dryRun: options.dryRun ?? false,
    subresource: options.subresource,
    fieldValidation: 'Ignore',
    warn: () => undefined,
  };
}

function resourceType(type: ServedType): ResourceType {
  const { apiVersion, kind, plural, namespaced } = type;
  return {
    apiVersion,
    kind,
    plural,
    namespaced,
    get schema() {
      return schemaOf(type);
    },
  };
}

/** Watches a type while it is served; begins (again) when its CRD is established. */
function watchServed(
  backend: Backend,
  ref: TypeRef,
  listener: (event: WatchEvent) => void,
): () => void {
  let stop: (() => void) | undefined;
  let ended = false;

  function start() {
    const type = backend.types.kind(ref);
    if (stop || ended || !type) return;
    const show = (seen: {
      type: WatchEvent['type'];
      object: KubernetesObject;
    }) => {
      if (!ended) {
        listener({ type: seen.type, object: present(type, seen.object) });
      }
    };
    const watch = watchObjects(
      backend,
      type,
      selectionOf(type, {}),
      { from: 'now' },
      show,
      () => {
        stop = undefined;
      },
    );
    stop = watch.stop;
    watch.initial.forEach(show);
  }

  const unsubscribe = backend.types.onChange(start);
  start();
  return () => {
    ended = true;
    unsubscribe();
    stop?.();
  };
}
