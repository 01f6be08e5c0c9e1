import { KubernetesObject } from '@mini-atlas/kro';
import { Change } from '../store/history';
import { Backend } from './backend';
import { expired } from './refusals';
import { Selection } from './selection';
import { ServedType } from './servedType';
import { StatusError } from './status';

/** What a watcher sees of a change; `object` is a stored object. */
export interface Sighting {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
}

/** Where a watch begins. */
export type WatchStart =
  /** With what there is. */
  | { from: 'now' }
  /** With the next change. */
  | { from: 'next' }
  /** After a revision, which may be one that is not reached yet. */
  | { from: 'revision'; revision: number };

/** A running watch. */
export interface Watch {
  /** What to show first: what there is, or what has happened since. */
  initial: Sighting[];
  /** Ends it. */
  stop(): void;
}

/**
 * Watches the selected objects: `onSighting` is called for every later change, `onClosed` when the type is served no more.
 * An object that begins or ceases to match is ADDED or DELETED.
 * @throws StatusError 410 when the revision is forgotten
 */
export function watchObjects(
  backend: Backend,
  type: ServedType,
  selection: Selection,
  start: WatchStart,
  onSighting: (sighting: Sighting) => void,
  onClosed: () => void,
): Watch {
  const collection = backend.collection(type);
  const initial = initialSightings(backend, type, selection, start);
  const shown = backend.store.revision;
  const stop = collection.subscribe(change => {
    if (change.revision <= shown) return;
    if (start.from === 'revision' && change.revision <= start.revision) return;
    const seen = sighting(selection, change);
    if (seen) onSighting(seen);
  }, onClosed);
  return { initial, stop };
}

function initialSightings(
  backend: Backend,
  type: ServedType,
  selection: Selection,
  start: WatchStart,
): Sighting[] {
  switch (start.from) {
    case 'now':
      return (backend.collection(type).range(selection.prefix) ?? [])
        .filter(([, object]) => selection.matches(object))
        .map(([, object]) => ({ type: 'ADDED', object }));
    case 'next':
      return [];
    default:
      return missed(backend, type, selection, start.revision);
  }
}

function missed(
  backend: Backend,
  type: ServedType,
  selection: Selection,
  revision: number,
): Sighting[] {
  const collection = backend.collection(type);
  const changes = collection.changesSince(revision);
  if (!changes) throw tooOld(revision, collection.oldestRevision);
  return changes
    .map(change => sighting(selection, change))
    .filter(seen => seen !== undefined);
}

function tooOld(revision: number, oldest: number): StatusError {
  return expired(`too old resource version: ${revision} (${oldest})`);
}

function sighting(
  { prefix, matches }: Selection,
  { type, key, object, before }: Change,
): Sighting | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const matched = before !== undefined && matches(before);
  const matching = type !== 'DELETED' && matches(object);
  if (matching) return { type: matched ? 'MODIFIED' : 'ADDED', object };
  return matched ? { type: 'DELETED', object } : undefined;
}
