import { readFile } from 'node:fs/promises';
import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';

/**
 * The root logger as Backstage has it, but for one thing: which configuration values are secret,
 * and never written, is read from a schema that was compiled before (`MINI_ATLAS_CONFIG_SCHEMA`
 * names the file) where there is one. Compiling it from the type declarations of all packages takes
 * a third of the whole start.
 *
 * After `rootLoggerServiceFactory` of `@backstage/backend-defaults` 0.18, without
 * `backend.logger.overrides`.
 */
export const rootLogger = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  async factory({ config }) {
    const logger = WinstonLogger.create({
      meta: {
        service: 'backstage',
        ...config.getOptionalConfig('backend.logger.meta')?.get(),
      },
      level: config.getOptionalString('backend.logger.level'),
    });
    const secretsOf = await createConfigSecretEnumerator({
      logger,
      schema: await readSchema(process.env.MINI_ATLAS_CONFIG_SCHEMA),
    });
    const redact = () => logger.addRedactions(secretsOf(config));
    redact();
    config.subscribe?.(redact);
    return logger;
  },
});

/** @throws when the file is missing or holds no schema */
async function readSchema(file?: string): Promise<ConfigSchema | undefined> {
  if (!file) return undefined;
  return loadConfigSchema({
    serialized: JSON.parse(await readFile(file, 'utf8')),
  });
}
