import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `mini-atlas:instance:write`. */
export const writeInstanceExamples: TemplateExample[] = [
  {
    description: 'Write a manifest of an abstraction that the form chooses',
    example: stringify({
      steps: [
        {
          id: 'write',
          name: 'Write the manifest',
          action: 'mini-atlas:instance:write',
          input: {
            abstraction: '${{ parameters.abstraction }}',
            name: '${{ parameters.name }}',
            namespace: '${{ parameters.namespace }}',
            owner: '${{ parameters.owner }}',
            spec: '${{ parameters.spec }}',
          },
        },
      ],
    }),
  },
];
