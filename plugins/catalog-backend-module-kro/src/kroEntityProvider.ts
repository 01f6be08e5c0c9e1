import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { CacheChange, KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { abstractionKey, ChangedEntities, presentRefs } from './entitySet';
import { ReadHeldEntities } from './heldEntities';
import { EntityLocations } from './locations';
import { MissingObjects } from './missingObjects';
import { ToldCatalog } from './toldCatalog';

const PROVIDER_NAME = 'kro';
const RETRY_MS = 5_000;

interface Pending {
  instances: Set<string>;
  abstractions: Set<string>;
  deleted: Set<string>;
}

function nothingPending(): Pending {
  return { instances: new Set(), abstractions: new Set(), deleted: new Set() };
}

/**
 * Instances and abstractions as entities: all that can be seen at the start, then differences as the cluster changes.
 * An entity goes only when its object was seen to be deleted, or is missing in a complete list of its type: whatever
 * cannot be read keeps its entity.
 */
export class KroEntityProvider implements EntityProvider {
  private readonly changed: ChangedEntities;
  private readonly missing: MissingObjects;
  private readonly stopping = new AbortController();
  private pending = nothingPending();
  private catalog: ToldCatalog | undefined;
  private begun = false;
  private working: Promise<void> | undefined;
  private again = false;
  private retry: NodeJS.Timeout | undefined;
  private unsubscribe: () => void = () => {};

  constructor(
    private readonly options: {
      cluster: KroCluster;
      locations: EntityLocations;
      /** What the catalog holds. */
      held: ReadHeldEntities;
      logger: Pick<LoggerService, 'info' | 'warn'>;
      /** How long after the catalog did not take something it is told again, in milliseconds; default: five seconds. */
      retryMs?: number;
    },
  ) {
    this.changed = new ChangedEntities(options);
    this.missing = new MissingObjects(options.cluster, options.held);
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.catalog = new ToldCatalog(
      connection,
      PROVIDER_NAME,
      this.stopping.signal,
    );
    this.unsubscribe = this.options.cluster.subscribe(change =>
      this.note(change),
    );
    void this.begin();
  }

  /** Ends the work; the catalog keeps what it has. */
  stop(): void {
    this.stopping.abort();
    clearTimeout(this.retry);
    this.unsubscribe();
  }

  private async begin(): Promise<void> {
    try {
      await this.options.cluster.ready({ signal: this.stopping.signal });
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      throw error;
    }
    this.work();
  }

  private note(change: CacheChange): void {
    change.instances.forEach(ref => this.pending.instances.add(ref));
    change.abstractions.forEach(name => this.pending.abstractions.add(name));
    change.deleted?.instances.forEach(ref => this.pending.deleted.add(ref));
    change.deleted?.abstractions.forEach(name =>
      this.pending.deleted.add(abstractionKey(name)),
    );
    this.work();
  }

  /** One at a time; what comes meanwhile is for the next. */
  private work(): void {
    if (this.stopping.signal.aborted) return;
    if (this.working) {
      this.again = true;
      return;
    }
    this.working = this.mutate()
      .catch(error => {
        if (this.stopping.signal.aborted) return;
        this.options.logger.warn(
          `the catalog did not take the cluster's entities, trying again: ${error}`,
        );
        this.retry = setTimeout(
          () => this.work(),
          this.options.retryMs ?? RETRY_MS,
        );
      })
      .finally(() => {
        this.working = undefined;
        if (!this.again) return;
        this.again = false;
        this.work();
      });
  }

  private async mutate(): Promise<void> {
    const { catalog } = this;
    const { cluster, logger } = this.options;
    if (!catalog || cluster.status().state === 'starting') return;
    // Whoever asks for instances before they were looked at holds everybody up until all were.
    await cluster.ready();
    const first = !this.begun;
    if (first) this.wantAll();
    while (this.hasPending()) await this.applyPending(catalog);
    if (first) {
      logger.info(`${catalog.size} entities come from cluster ${cluster.name}`);
    }
    await this.missing.compare(
      () => presentRefs(cluster),
      gone => catalog.remove(gone),
    );
  }

  private hasPending(): boolean {
    const { instances, abstractions, deleted } = this.pending;
    return instances.size + abstractions.size + deleted.size > 0;
  }

  /** What can be seen, without saying that anything is gone. */
  private wantAll(): void {
    const { cluster } = this.options;
    this.pending = {
      instances: new Set(cluster.instances().map(({ ref }) => ref)),
      abstractions: new Set(cluster.abstractions().map(({ name }) => name)),
      deleted: new Set(),
    };
    this.begun = true;
  }

  private async applyPending(catalog: ToldCatalog): Promise<void> {
    const { pending } = this;
    this.pending = nothingPending();
    try {
      const entities = await this.changed.of(pending);
      const gone = [...pending.deleted].filter(key => !entities.has(key));
      await catalog.forget(gone);
      await catalog.add(entities);
    } catch (error) {
      pending.instances.forEach(ref => this.pending.instances.add(ref));
      pending.abstractions.forEach(name => this.pending.abstractions.add(name));
      pending.deleted.forEach(key => this.pending.deleted.add(key));
      throw error;
    }
  }
}
