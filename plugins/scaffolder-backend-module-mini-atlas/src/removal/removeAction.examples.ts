import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `mini-atlas:instance:remove`. */
export const removeActionExamples: TemplateExample[] = [
  {
    description: 'Remove a topic',
    example: stringify({
      steps: [
        {
          id: 'remove',
          name: 'Open the pull request',
          action: 'mini-atlas:instance:remove',
          input: {
            instance: 'mini-atlas:topic.mini-atlas.dev/shop/events',
            confirm: 'events',
          },
        },
      ],
    }),
  },
];
