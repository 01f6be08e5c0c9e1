import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** What building needs of the back end. */
export interface BuiltDocumentationDependencies {
  auth: Pick<AuthService, 'getOwnServiceCredentials' | 'getPluginRequestToken'>;
  catalog: Pick<CatalogService, 'streamEntities'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
  logger: Pick<LoggerService, 'info' | 'warn'>;
}

/**
 * Documentation that is built before anybody opens it. TechDocs builds a site when it is first
 * looked at, and finds by search only what was built.
 */
export class BuiltDocumentation {
  private readonly built = new Set<string>();

  constructor(private readonly deps: BuiltDocumentationDependencies) {}

  /** Builds every site that this process has not built yet; one that cannot be built keeps no other from it. */
  async build(signal: AbortSignal): Promise<void> {
    const credentials = await this.deps.auth.getOwnServiceCredentials();
    const pages = this.deps.catalog.streamEntities(
      {
        query: {
          'metadata.annotations.backstage.io/techdocs-ref': { $exists: true },
        },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
      },
      { credentials },
    );
    for await (const page of pages) {
      for (const entity of page) await this.buildOnce(entity, signal);
    }
  }

  private async buildOnce(entity: Entity, signal: AbortSignal): Promise<void> {
    const ref = stringifyEntityRef(entity);
    if (this.built.has(ref)) return;
    try {
      await this.synchronize(entity, signal);
      this.built.add(ref);
      this.deps.logger.info(`the documentation of ${ref} is built`);
    } catch (error) {
      signal.throwIfAborted();
      this.deps.logger.warn(
        `the documentation of ${ref} cannot be built: ${error}`,
      );
    }
  }

  /** As the reader does when the page is opened; the answer is a stream of events that ends with the build. */
  private async synchronize(
    { kind, metadata }: Entity,
    signal: AbortSignal,
  ): Promise<void> {
    const { auth, discovery } = this.deps;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'techdocs',
    });
    const path = [metadata.namespace ?? 'default', kind, metadata.name]
      .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
      .join('/');
    const answer = await fetch(
      `${await discovery.getBaseUrl('techdocs')}/sync/${path}`,
      { headers: { authorization: `Bearer ${token}` }, signal },
    );
    if (!answer.ok) throw await ResponseError.fromResponse(answer);
    const events = await answer.text();
    const failure = /^event: error\ndata: (.*)$/m.exec(events);
    if (failure) throw new Error(failure[1]);
  }
}
