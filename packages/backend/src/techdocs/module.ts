import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { MarkdownGenerator } from './markdownGenerator';

/** Lets TechDocs build Markdown in this process. Leave it out to build with MkDocs. */
export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown-generator',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        techdocs: techdocsGeneratorExtensionPoint,
      },
      async init({ config, logger, techdocs }) {
        const scmIntegrations = ScmIntegrations.fromConfig(config);
        techdocs.setTechdocsGenerator(
          new MarkdownGenerator({ config, logger, scmIntegrations }),
        );
      },
    });
  },
});
