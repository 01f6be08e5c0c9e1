import { KubernetesObject, OwnerReference, TypeRef } from '@mini-atlas/kro';
import { WatchEvent } from '../../client/client';
import { ControllerContext } from '../controller';
import { createOwnershipGraph, OwnershipGraph } from './ownershipGraph';

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
};
const MANAGER = { fieldManager: 'kube-controller-manager' };
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
const RETRY_MS = 100;

/**
 * Imitates the garbage collector of Kubernetes 1.36 over everything that is served: objects whose owners are
 * all gone are deleted; with Foreground the owner waits for the dependents that block it; with Orphan they
 * lose their reference to it.
 * Leaves out: owners in other namespaces and the events about them.
 */
export function startGarbageCollector(context: ControllerContext): () => void {
  const { client } = context;
  const graph = createOwnershipGraph();
  const watched = new Map<string, () => void>();
  const queue = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function enqueue(uids: Iterable<string | undefined>, delay = 0) {
    for (const uid of uids) if (uid) queue.add(uid);
    if (queue.size > 0) timer ??= setTimeout(drain, delay);
  }

  function drain() {
    timer = undefined;
    const batch = [...queue];
    queue.clear();
    for (const uid of batch) {
      try {
        collect(context, graph, uid);
      } catch (error) {
        context.log(
          `garbage-collector: ${
            error instanceof Error ? error.message : error
          }`,
        );
        enqueue([uid], RETRY_MS);
      }
    }
  }

  function onEvent({ type, object }: WatchEvent) {
    const { uid = '', ownerReferences = [] } = object.metadata;
    if (type === 'DELETED') {
      graph.remove(object);
      enqueue(
        [...graph.dependentsOf(uid), ...ownerReferences].map(of => uidOf(of)),
      );
    } else {
      graph.put(object);
      enqueue([uid]);
    }
  }

  function watchServedTypes() {
    for (const { apiVersion, kind } of client.resourceTypes()) {
      const id = `${apiVersion}/${kind}`;
      if (!watched.has(id)) {
        watched.set(id, () => undefined);
        watched.set(id, client.watch({ apiVersion, kind }, onEvent));
      }
    }
  }

  const stopWatchingTypes = client.watch(CRD, watchServedTypes);
  watchServedTypes();
  return () => {
    clearTimeout(timer);
    stopWatchingTypes();
    watched.forEach(stop => stop());
  };
}

function uidOf(of: KubernetesObject | OwnerReference): string | undefined {
  return 'metadata' in of ? of.metadata.uid : of.uid;
}

function collect(
  context: ControllerContext,
  graph: OwnershipGraph,
  uid: string,
): void {
  const object = graph.get(uid);
  if (!object) return;
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp && finalizers.includes(ORPHAN)) {
    orphanDependents(context, graph, object);
  } else if (deletionTimestamp && finalizers.includes(FOREGROUND)) {
    deleteDependents(context, graph, object);
  } else if (!deletionTimestamp) {
    deleteIfAbandoned(context, graph, object);
  }
}

function orphanDependents(
  { client }: ControllerContext,
  graph: OwnershipGraph,
  owner: KubernetesObject,
): void {
  for (const dependent of graph.dependentsOf(owner.metadata.uid)) {
    dropReferences(client, dependent, ({ uid }) => uid === owner.metadata.uid);
  }
  dropFinalizer(client, owner, ORPHAN);
}

function deleteDependents(
  { client }: ControllerContext,
  graph: OwnershipGraph,
  owner: KubernetesObject,
): void {
  const dependents = graph.dependentsOf(owner.metadata.uid);
  const blocking = dependents.filter(({ metadata }) =>
    metadata.ownerReferences?.some(
      ({ uid, blockOwnerDeletion }) =>
        uid === owner.metadata.uid && blockOwnerDeletion,
    ),
  );
  if (blocking.length === 0) {
    dropFinalizer(client, owner, FOREGROUND);
    return;
  }
  for (const dependent of dependents) {
    const nested = graph.dependentsOf(dependent.metadata.uid).length > 0;
    remove(client, dependent, nested ? 'Foreground' : 'Background');
  }
}

function deleteIfAbandoned(
  { client }: ControllerContext,
  graph: OwnershipGraph,
  object: KubernetesObject,
): void {
  const owners = object.metadata.ownerReferences ?? [];
  if (owners.length === 0) return;
  const gone = owners.filter(owner => isGone(client, graph, object, owner));
  if (gone.length === owners.length) remove(client, object, 'Background');
  else if (gone.length > 0) {
    dropReferences(client, object, ({ uid }) => gone.some(g => g.uid === uid));
  }
}

/** An owner of a type that is not served is not known to be gone. */
function isGone(
  client: ControllerContext['client'],
  graph: OwnershipGraph,
  dependent: KubernetesObject,
  owner: OwnerReference,
): boolean {
  if (graph.get(owner.uid)) return false;
  const type = client.resolve(owner);
  if (!type) return false;
  const found = client.get({
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.name,
    ...(type.namespaced ? { namespace: dependent.metadata.namespace } : {}),
  });
  return found?.metadata.uid !== owner.uid;
}

function remove(
  client: ControllerContext['client'],
  object: KubernetesObject,
  propagationPolicy: 'Background' | 'Foreground',
): void {
  if (object.metadata.deletionTimestamp) return;
  const { uid } = object.metadata;
  const id = identity(object);
  if (client.get(id)?.metadata.uid === uid) {
    client.delete(id, { propagationPolicy, uid });
  }
}

function dropReferences(
  client: ControllerContext['client'],
  object: KubernetesObject,
  drop: (owner: OwnerReference) => boolean,
): void {
  const current = client.get(identity(object));
  if (!current) return;
  const { ownerReferences = [], ...metadata } = structuredClone(
    current.metadata,
  );
  const kept = ownerReferences.filter(owner => !drop(owner));
  client.update(
    {
      ...structuredClone(current),
      metadata: {
        ...metadata,
        ...(kept.length > 0 ? { ownerReferences: kept } : {}),
      },
    },
    MANAGER,
  );
}

function dropFinalizer(
  client: ControllerContext['client'],
  object: KubernetesObject,
  finalizer: string,
): void {
  const current = client.get(identity(object));
  if (!current) return;
  const { finalizers = [], ...metadata } = structuredClone(current.metadata);
  client.update(
    {
      ...structuredClone(current),
      metadata: {
        ...metadata,
        finalizers: finalizers.filter(name => name !== finalizer),
      },
    },
    MANAGER,
  );
}

function identity(object: KubernetesObject): TypeRef & {
  namespace?: string;
  name: string;
} {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name ?? '',
  };
}
