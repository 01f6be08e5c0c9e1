import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Orderable } from '../order/orderable';

const PACKAGE =
  '@mini-atlas/backstage-plugin-scaffolder-backend-module-mini-atlas';
const TABLE = 'mini_atlas_orderables';

/** Beside the scaffolder's own migrations, whose database it is. */
const MIGRATIONS_TABLE = 'mini_atlas__knex_migrations';

/** Remembers from one start of the portal to the next what a cluster offered last. */
export interface OrderableMemory {
  recall(): Promise<Orderable[]>;
  /** Remembers these and forgets the rest. */
  keep(orderables: Orderable[]): Promise<void>;
}

/** A memory in the scaffolder's database, one for each cluster. */
export async function openOrderableMemory(
  database: DatabaseService,
  cluster: string,
): Promise<OrderableMemory> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(PACKAGE, 'migrations'),
      tableName: MIGRATIONS_TABLE,
    });
  }
  let kept: string | undefined;
  return {
    async recall() {
      const rows: { orderable: string }[] = await knex(TABLE)
        .where({ cluster })
        .orderBy('name')
        .select('orderable');
      return rows.map(({ orderable }) => JSON.parse(orderable));
    },
    async keep(orderables) {
      const rows = orderables.map(orderable => ({
        cluster,
        name: orderable.name,
        orderable: JSON.stringify(orderable),
      }));
      const next = JSON.stringify(rows);
      // The cache tells of much that concerns no action.
      if (next === kept) return;
      await knex.transaction(async transaction => {
        await transaction(TABLE).where({ cluster }).delete();
        if (rows.length > 0) await transaction(TABLE).insert(rows);
      });
      kept = next;
    },
  };
}
