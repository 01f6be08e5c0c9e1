import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { BuiltDocumentation } from './builtDocumentation';
import { MarkdownGenerator } from './markdownGenerator';

/**
 * Lets TechDocs build Markdown in this process, and all of it before it is opened. Leave it out to
 * build with MkDocs.
 */
export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown-generator',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        techdocs: techdocsGeneratorExtensionPoint,
      },
      async init(deps) {
        const { config, logger, scheduler, techdocs } = deps;
        const scmIntegrations = ScmIntegrations.fromConfig(config);
        techdocs.setTechdocsGenerator(
          new MarkdownGenerator({ config, logger, scmIntegrations }),
        );
        const documentation = new BuiltDocumentation(deps);
        await scheduler.scheduleTask({
          id: 'build-documentation',
          scope: 'local',
          initialDelay: { seconds: 5 },
          frequency: { seconds: 30 },
          timeout: { minutes: 2 },
          fn: signal => documentation.build(signal),
        });
      },
    });
  },
});
