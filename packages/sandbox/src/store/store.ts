import { Collection, Ledger } from './collection';
import { Change } from './history';

/** How many changes each collection remembers for watches that resume. */
const DEFAULT_HISTORY_LIMIT = 5_000;

/**
 * All objects of the cluster and one revision counter over them.
 * Changes are announced synchronously and in the order of revisions: a listener that writes
 * does so before the next change is announced to anyone, but its own change waits its turn.
 */
export class Store {
  private lastRevision: number;
  private readonly collections = new Map<string, Collection>();
  private readonly announcements: (() => void)[] = [];
  private announcing = false;
  private readonly ledger: Ledger = {
    next: () => ++this.lastRevision,
    announce: (listeners, change) => this.announce(listeners, change),
  };

  /**
   * @param onListenerError - told when a listener throws; the others are called all the same
   * @param firstRevision - revisions are above this one
   */
  constructor(
    private readonly onListenerError: (error: unknown) => void,
    private readonly historyLimit = DEFAULT_HISTORY_LIMIT,
    firstRevision = 0,
  ) {
    this.lastRevision = firstRevision;
  }

  /** The revision of the newest change. */
  get revision(): number {
    return this.lastRevision;
  }

  /**
   * The objects of one resource, by its name, e.g. `deployments.apps`; made on first use.
   * Its history begins at the revision it is made at.
   */
  collection(name: string): Collection {
    let collection = this.collections.get(name);
    if (!collection) {
      collection = new Collection(
        this.ledger,
        this.lastRevision,
        this.historyLimit,
      );
      this.collections.set(name, collection);
    }
    return collection;
  }

  /** Forgets a resource, its objects and history, and ends its subscriptions. */
  drop(name: string): void {
    this.collections.get(name)?.close();
    this.collections.delete(name);
  }

  /** Ends all subscriptions. */
  close(): void {
    this.collections.forEach(collection => collection.close());
  }

  private announce(listeners: Set<(change: Change) => void>, change: Change) {
    for (const listener of listeners) {
      this.announcements.push(() => {
        if (listeners.has(listener)) listener(change);
      });
    }
    if (this.announcing) return;
    this.announcing = true;
    for (
      let next = this.announcements.shift();
      next;
      next = this.announcements.shift()
    ) {
      try {
        next();
      } catch (error) {
        this.onListenerError(error);
      }
    }
    this.announcing = false;
  }
}
