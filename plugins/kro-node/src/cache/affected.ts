import { KubernetesObject, TypeRef } from '@mini-atlas/kro';
import { GraphTypes } from '../types/graphTypes';
import {
  EVENT,
  GIT_REPOSITORY,
  KUSTOMIZATION,
  RESOURCE_GRAPH_DEFINITION,
} from './baseTypes';
import { ObjectStore, StoreChange, typeKey } from './objectStore';

/** What a change of one object means for the pages. */
export interface Affected {
  /** uids of instances to look at again. */
  instanceUids: string[];
  /** Names of abstractions to look at again. */
  abstractions: string[];
  /** Abstractions of which every instance is to be looked at again. */
  wholeAbstractions: string[];
  /** Flux objects changed. */
  delivery: boolean;
}

const INSTANCE_ID = 'kro.run/instance-id';
const DEEPEST_OWNERSHIP = 5;

function sameType(left: TypeRef, right: TypeRef): boolean {
  return typeKey(left) === typeKey(right);
}

function isFlux(type: TypeRef): boolean {
  return sameType(type, GIT_REPOSITORY) || sameType(type, KUSTOMIZATION);
}

/** The instances that an object belongs to: by KRO's label, or through its owners (pods, replica sets). */
function instancesOf(
  store: ObjectStore,
  object: KubernetesObject,
  depth = 0,
): string[] {
  const labelled = object.metadata.labels?.[INSTANCE_ID];
  if (labelled) return [labelled];
  if (depth > DEEPEST_OWNERSHIP) return [];
  return (object.metadata.ownerReferences ?? []).flatMap(owner => {
    const found = store.byUid(owner.uid);
    return found ? instancesOf(store, found, depth + 1) : [];
  });
}

/** Which instances and abstractions must be looked at again because of one change. */
export function affectedBy(
  store: ObjectStore,
  graphs: GraphTypes[],
  { type, object, deleted, previous }: StoreChange,
): Affected {
  if (sameType(type, EVENT)) {
    const { uid, kind, apiVersion } = Object(object.involvedObject);
    const about = typeof uid === 'string' ? store.byUid(uid) : undefined;
    const isInstance = about && graphs.some(g => sameType(g.instance, about));
    return {
      instanceUids: about
        ? [...instancesOf(store, about), ...(isInstance ? [String(uid)] : [])]
        : [],
      abstractions: [],
      wholeAbstractions: [],
      delivery: isFlux({ kind, apiVersion }),
    };
  }
  const own = graphs.filter(graph => sameType(graph.instance, type));
  const readers = graphs.filter(graph =>
    graph.externals.some(external => sameType(external, type)),
  );
  const name = object.metadata.name ?? '';
  const isGraph = sameType(type, RESOURCE_GRAPH_DEFINITION);
  const cameOrWent = deleted || !previous;
  return {
    instanceUids: [
      ...instancesOf(store, object),
      ...(own.length > 0 && object.metadata.uid ? [object.metadata.uid] : []),
    ],
    abstractions: [
      ...(isGraph ? [name] : []),
      ...(cameOrWent ? own.map(graph => graph.name) : []),
    ],
    wholeAbstractions: [
      ...(isGraph ? [name] : []),
      ...readers.map(graph => graph.name),
    ],
    delivery: isFlux(type),
  };
}
