import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `mini-atlas:instance:edit`. */
export const editActionExamples: TemplateExample[] = [
  {
    description: 'Let a web application run in four copies',
    example: stringify({
      steps: [
        {
          id: 'edit',
          name: 'Open the pull request',
          action: 'mini-atlas:instance:edit',
          input: {
            instance: 'mini-atlas:webapplication.mini-atlas.dev/shop/web',
            spec: { replicas: 4 },
          },
        },
      ],
    }),
  },
  {
    description: 'Give it to another group, and take its host name out',
    example: stringify({
      steps: [
        {
          id: 'edit',
          name: 'Open the pull request',
          action: 'mini-atlas:instance:edit',
          input: {
            instance: '${{ parameters.instance }}',
            owner: 'group:default/payments',
            spec: { host: null },
          },
        },
      ],
    }),
  },
];
