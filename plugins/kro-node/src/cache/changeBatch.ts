import { CacheChange } from '../kroCluster';

const BATCH_MS = 50;

/** Collects what changed and tells the listeners at most every 50 ms. */
export class ChangeBatch {
  private readonly listeners = new Set<(change: CacheChange) => void>();
  private readonly instances = new Set<string>();
  private readonly abstractions = new Set<string>();
  private readonly deletedInstances = new Set<string>();
  private readonly deletedAbstractions = new Set<string>();
  private delivery = false;
  private cluster = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onError: (error: unknown) => void) {}

  /** Calls back with every batch. Returns the function that ends it. */
  subscribe(listener: (change: CacheChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Adds to the batch under way. */
  add(change: Partial<CacheChange>): void {
    change.instances?.forEach(ref => this.instances.add(ref));
    change.abstractions?.forEach(name => this.abstractions.add(name));
    change.deleted?.instances.forEach(ref => this.deletedInstances.add(ref));
    change.deleted?.abstractions.forEach(name =>
      this.deletedAbstractions.add(name),
    );
    this.delivery ||= change.delivery ?? false;
    this.cluster ||= change.cluster ?? false;
    this.timer ??= setTimeout(() => this.tell(), BATCH_MS);
  }

  /** Drops the batch under way. */
  stop(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private tell(): void {
    this.timer = undefined;
    const change: CacheChange = {
      instances: [...this.instances],
      abstractions: [...this.abstractions],
      delivery: this.delivery,
      cluster: this.cluster,
      deleted: {
        instances: [...this.deletedInstances],
        abstractions: [...this.deletedAbstractions],
      },
    };
    this.deletedInstances.clear();
    this.deletedAbstractions.clear();
    this.instances.clear();
    this.abstractions.clear();
    this.delivery = false;
    this.cluster = false;
    for (const listener of this.listeners) {
      try {
        listener(change);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
