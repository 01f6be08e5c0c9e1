import { scaffolderTemplateOutputsBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod';
import { ChangeOutputs } from './ChangeOutputs';

const OURS = [
  'workspace',
  'web-application',
  'infrastructure',
  'topic',
  'change',
  'remove',
].map(name => `template:default/${name}`);

/** Ends tasks on the page of their change; `templateRefs` in the extension's config says which templates' tasks. */
export const changeOutputs =
  scaffolderTemplateOutputsBlueprint.makeWithOverrides({
    name: 'mini-atlas-change',
    configSchema: {
      templateRefs: z.array(z.string()).default(OURS),
    },
    factory(originalFactory, { config }) {
      return originalFactory({
        component: ChangeOutputs,
        templateRefs: config.templateRefs,
      });
    },
  });
