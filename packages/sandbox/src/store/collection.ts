import { KubernetesObject } from '@mini-atlas/kro';
import { deepFreeze } from './frozen';
import { Change, History } from './history';

/** What a collection needs of the store it belongs to. */
export interface Ledger {
  /** Takes the next revision. */
  next(): number;
  /** Calls the listeners of a change, in the order of changes, whoever makes them. */
  announce(listeners: Set<(change: Change) => void>, change: Change): void;
}

/** The key of an object in its collection; the order of keys is the order of lists, as in etcd. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** All objects of one resource, with their recent history. Objects are frozen. */
export class Collection {
  private readonly objects = new Map<string, KubernetesObject>();
  private sortedKeys: string[] = [];
  private readonly history: History;
  private readonly listeners = new Set<(change: Change) => void>();
  private readonly closers = new Set<() => void>();

  constructor(
    private readonly ledger: Ledger,
    floor: number,
    historyLimit: number,
  ) {
    this.history = new History(floor, historyLimit);
  }

  /** The oldest revision a watch can start from or a list can look back to. */
  get oldestRevision(): number {
    return this.history.oldest;
  }

  get size(): number {
    return this.objects.size;
  }

  get(key: string): KubernetesObject | undefined {
    return this.objects.get(key);
  }

  /**
   * Keys that begin with `prefix`, from `start` on, in order, with their objects;
   * as they are now or as they were at `revision`. Undefined when that revision is forgotten.
   */
  range(
    prefix: string,
    options: { start?: string; revision?: number } = {},
  ): [string, KubernetesObject][] | undefined {
    const changes =
      options.revision === undefined
        ? []
        : this.history.since(options.revision);
    if (!changes) return undefined;
    const start =
      options.start && options.start > prefix ? options.start : prefix;
    const touched = changes.filter(
      ({ key }) => key.startsWith(prefix) && key >= start,
    );
    const now = this.current(prefix, start);
    return touched.length === 0 ? now : undo(now, touched);
  }

  /** Commits a new or changed object under a new revision, and returns it frozen. */
  put(key: string, draft: KubernetesObject): KubernetesObject {
    const before = this.objects.get(key);
    const { object, revision } = this.stamp(draft);
    this.objects.set(key, object);
    if (!before) this.sortedKeys.splice(this.position(key), 0, key);
    this.record({
      revision,
      type: before ? 'MODIFIED' : 'ADDED',
      key,
      object,
      ...(before ? { before } : {}),
    });
    return object;
  }

  /**
   * Shows all objects as another schema has them. That is no change: revisions stay, and nobody is told.
   * @param shape - returns the object itself where nothing changes
   */
  reshape(shape: (object: KubernetesObject) => KubernetesObject): void {
    for (const [key, object] of this.objects) {
      const shaped = shape(object);
      if (shaped !== object) this.objects.set(key, deepFreeze(shaped));
    }
  }

  /** Removes an object; `lastState` is what watchers see of it. */
  remove(key: string, lastState?: KubernetesObject): void {
    const before = this.objects.get(key);
    if (!before) return;
    const { object, revision } = this.stamp(lastState ?? before);
    this.objects.delete(key);
    this.sortedKeys.splice(this.position(key), 1);
    this.record({ revision, type: 'DELETED', key, object, before });
  }

  /** The changes after `revision`; `undefined` when some of them are forgotten. */
  changesSince(revision: number): Change[] | undefined {
    return this.history.since(revision);
  }

  /**
   * Calls back with every later change. `closed` is called when the collection goes away.
   * Returns the function that ends it.
   */
  subscribe(listener: (change: Change) => void, closed?: () => void) {
    this.listeners.add(listener);
    if (closed) this.closers.add(closed);
    return () => {
      this.listeners.delete(listener);
      if (closed) this.closers.delete(closed);
    };
  }

  /** Ends all subscriptions, as the collection goes away. */
  close(): void {
    const closers = [...this.closers];
    this.closers.clear();
    this.listeners.clear();
    closers.forEach(closed => closed());
  }

  private stamp(draft: KubernetesObject) {
    const revision = this.ledger.next();
    const object = deepFreeze({
      ...draft,
      metadata: { ...draft.metadata, resourceVersion: String(revision) },
    });
    return { object, revision };
  }

  private record(change: Change) {
    this.history.add(change);
    this.ledger.announce(this.listeners, change);
  }

  private current(prefix: string, start: string): [string, KubernetesObject][] {
    const found: [string, KubernetesObject][] = [];
    for (let at = this.position(start); at < this.sortedKeys.length; at++) {
      const key = this.sortedKeys[at];
      if (!key.startsWith(prefix)) break;
      const object = this.objects.get(key);
      if (object) found.push([key, object]);
    }
    return found;
  }

  /** Index of the first key that is not smaller than `key`. */
  private position(key: string): number {
    let low = 0;
    let high = this.sortedKeys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sortedKeys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Takes changes back, newest first. */
function undo(
  now: [string, KubernetesObject][],
  changes: Change[],
): [string, KubernetesObject][] {
  const objects = new Map(now);
  for (const { key, before } of [...changes].reverse()) {
    if (before) objects.set(key, before);
    else objects.delete(key);
  }
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1));
}
