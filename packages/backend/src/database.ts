import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  DatabaseService,
} from '@backstage/backend-plugin-api';

/**
 * The database as Backstage has it, but for one thing: SQLite writes ahead (`journal_mode=WAL`). By default it writes,
 * flushes and deletes a journal in each transaction, in which nobody else in the process gets a turn, and the catalog
 * needs a dozen for each entity. What is written is safe when the process ends, however it ends; when the machine
 * loses power, the last transactions may be missing, and nothing is broken.
 */
export const database = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
    rootLogger: coreServices.rootLogger,
  },
  async createRootContext({ config, rootLifecycle, rootLogger }) {
    return DatabaseManager.fromConfig(config, { rootLifecycle, rootLogger });
  },
  async factory({ pluginMetadata, lifecycle, logger }, manager) {
    return writingAhead(
      manager.forPlugin(pluginMetadata.getId(), { lifecycle, logger }),
    );
  },
});

function writingAhead(service: DatabaseService): DatabaseService {
  let client: ReturnType<DatabaseService['getClient']> | undefined;
  return {
    ...service,
    getClient: () => (client ??= opened(service)),
  };
}

/** The file remembers the mode; SQLite then flushes at checkpoints only, as better-sqlite3 is built. */
async function opened(service: DatabaseService) {
  const client = await service.getClient();
  if (client.client.config.client === 'better-sqlite3') {
    await client.raw('PRAGMA journal_mode = WAL');
  }
  return client;
}
