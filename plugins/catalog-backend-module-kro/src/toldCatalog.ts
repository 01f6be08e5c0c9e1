import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  DeferredEntity,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { EntitySet } from './entitySet';
import { HeldEntity } from './heldEntities';
import { inSlices } from './slices';

type Delta = Extract<EntityProviderMutation, { type: 'delta' }>;

/** The catalog takes a mutation in one go, during which nobody else gets a turn: thousands are told in parts. */
const MUTATION_SIZE = 100;

/** An entity that is to be told, and what it stands for. */
interface Telling {
  key: string;
  entityRef: string;
  /** The entity as JSON. */
  text: string;
  deferred: DeferredEntity;
}

/** The catalog, and what it was told: it is told of differences only. */
export class ToldCatalog {
  private readonly told = new Map<
    string,
    Pick<Telling, 'entityRef' | 'text'>
  >();

  /**
   * @param locationKey - who answers for the entities
   * @param stopping - aborted when it is to be told nothing more; every method throws its reason then
   */
  constructor(
    private readonly connection: EntityProviderConnection,
    private readonly locationKey: string,
    private readonly stopping: AbortSignal,
  ) {}

  /** How many entities it was told. */
  get size(): number {
    return this.told.size;
  }

  /** Tells of those entities that it was not told like this. */
  async add(entities: EntitySet): Promise<void> {
    const tellings = await this.differing(entities);
    for (let at = 0; at < tellings.length; at += MUTATION_SIZE) {
      const part = tellings.slice(at, at + MUTATION_SIZE);
      await this.tell({ added: part.map(({ deferred }) => deferred) });
      part.forEach(({ key, entityRef, text }) =>
        this.told.set(key, { entityRef, text }),
      );
      await nextTurn();
    }
  }

  /** Tells that what these keys stand for is gone; of others than it was told in this run, it has to be told the refs. */
  async forget(keys: string[]): Promise<void> {
    await this.remove(
      keys.flatMap(key => {
        const entityRef = this.told.get(key)?.entityRef;
        return entityRef ? [{ key, entityRef }] : [];
      }),
    );
  }

  /** Tells that entities are gone, whoever told of them. */
  async remove(gone: HeldEntity[]): Promise<void> {
    if (gone.length === 0) return;
    const { locationKey } = this;
    await this.tell({
      removed: gone.map(({ entityRef }) => ({ entityRef, locationKey })),
    });
    gone.forEach(({ key }) => this.told.delete(key));
  }

  /** Two instances may claim one entity ref; the first has it. */
  private async differing(entities: EntitySet): Promise<Telling[]> {
    const { locationKey } = this;
    const found = new Map<string, Telling>();
    await inSlices(entities, ([key, entity]) => {
      const text = JSON.stringify(entity);
      if (this.told.get(key)?.text === text) return;
      const entityRef = stringifyEntityRef(entity);
      if (found.has(entityRef)) return;
      found.set(entityRef, {
        key,
        entityRef,
        text,
        deferred: { entity, locationKey },
      });
    });
    return [...found.values()];
  }

  private async tell({
    added = [],
    removed = [],
  }: Partial<Delta>): Promise<void> {
    this.stopping.throwIfAborted();
    await this.connection.applyMutation({ type: 'delta', added, removed });
  }
}
