import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { CacheChange, KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { abstractionKey, entitiesOf } from './entitySet';
import { HeldEntity, ReadHeldEntities } from './heldEntities';
import { EntityLocations } from './locations';
import { MissingObjects } from './missingObjects';

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

function deferred(entity: Entity): DeferredEntity {
  return { entity, locationKey: PROVIDER_NAME };
}

/**
 * Instances and abstractions as entities: all that can be seen at the start, then differences as the cluster changes.
 * An entity goes only when its object was seen to be deleted, or is missing in a complete list of its type: whatever
 * cannot be read keeps its entity.
 */
export class KroEntityProvider implements EntityProvider {
  private readonly known = new Map<string, Entity>();
  private readonly missing: MissingObjects;
  private readonly stopping = new AbortController();
  private pending = nothingPending();
  private connection: EntityProviderConnection | undefined;
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
    },
  ) {
    this.missing = new MissingObjects(options.cluster, options.held);
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
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

  /** One mutation at a time; what comes meanwhile is for the next. */
  private work(): void {
    if (this.stopping.signal.aborted) return;
    if (this.working) {
      this.again = true;
      return;
    }
    this.working = this.mutate()
      .catch(error => {
        this.options.logger.warn(
          `the catalog did not take the cluster's entities, trying again: ${error}`,
        );
        this.retry = setTimeout(() => this.work(), RETRY_MS);
      })
      .finally(() => {
        this.working = undefined;
        if (!this.again) return;
        this.again = false;
        this.work();
      });
  }

  private async mutate(): Promise<void> {
    const { cluster } = this.options;
    if (cluster.status().state === 'starting') return;
    if (!this.begun) {
      await this.addAll();
      this.begun = true;
    }
    while (this.hasPending()) await this.applyPending();
    await this.missing.compare(
      () => entitiesOf(this.options),
      gone => this.tell([], gone),
    );
  }

  private hasPending(): boolean {
    const { instances, abstractions, deleted } = this.pending;
    return instances.size + abstractions.size + deleted.size > 0;
  }

  /** What can be seen, without saying that anything is gone. */
  private async addAll(): Promise<void> {
    this.pending = nothingPending();
    const entities = entitiesOf(this.options);
    await this.apply(entities, []);
    this.options.logger.info(
      `${entities.size} entities come from cluster ${this.options.cluster.name}`,
    );
  }

  private async applyPending(): Promise<void> {
    const { pending } = this;
    this.pending = nothingPending();
    try {
      const entities = entitiesOf(this.options, {
        instances: [...pending.instances],
        abstractions: [...pending.abstractions],
      });
      const gone = [...pending.deleted].filter(key => !entities.has(key));
      await this.apply(entities, gone);
    } catch (error) {
      pending.instances.forEach(ref => this.pending.instances.add(ref));
      pending.abstractions.forEach(name => this.pending.abstractions.add(name));
      pending.deleted.forEach(key => this.pending.deleted.add(key));
      throw error;
    }
  }

  private async apply(
    entities: Map<string, Entity>,
    gone: string[],
  ): Promise<void> {
    const added = [...entities].filter(
      ([key, entity]) =>
        JSON.stringify(this.known.get(key)) !== JSON.stringify(entity),
    );
    const removed = gone.flatMap(key => {
      const entity = this.known.get(key);
      return entity ? [{ key, entityRef: stringifyEntityRef(entity) }] : [];
    });
    if (added.length + removed.length === 0) return;
    await this.tell(
      added.map(([, entity]) => entity),
      removed,
    );
    added.forEach(([key, entity]) => this.known.set(key, entity));
    removed.forEach(({ key }) => this.known.delete(key));
  }

  private async tell(added: Entity[], removed: HeldEntity[]): Promise<void> {
    if (!this.connection) {
      throw new Error('the catalog has not connected the provider yet');
    }
    await this.connection.applyMutation({
      type: 'delta',
      added: [...unique(added)].map(deferred),
      removed: removed.map(({ entityRef }) => ({
        entityRef,
        locationKey: PROVIDER_NAME,
      })),
    });
  }
}

/** Two instances may claim one entity ref; the first has it. */
function unique(entities: Iterable<Entity>): Iterable<Entity> {
  const byRef = new Map<string, Entity>();
  for (const entity of entities) {
    const ref = stringifyEntityRef(entity);
    if (!byRef.has(ref)) byRef.set(ref, entity);
  }
  return byRef.values();
}
