import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';

/** What the catalog would hold after a provider's mutations. It outlives the provider, as a database does. */
export class FakeCatalog implements EntityProviderConnection {
  private readonly entities = new Map<string, Entity>();

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (mutation.type === 'full') this.entities.clear();
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    const removed = mutation.type === 'full' ? [] : mutation.removed;
    for (const item of removed) {
      this.entities.delete(
        'entityRef' in item ? item.entityRef : stringifyEntityRef(item.entity),
      );
    }
    for (const { entity } of added) {
      this.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  async refresh(): Promise<void> {}

  /** Entity refs, sorted. */
  refs(): string[] {
    return [...this.entities.keys()].sort();
  }

  all(): Entity[] {
    return [...this.entities.values()];
  }
}
