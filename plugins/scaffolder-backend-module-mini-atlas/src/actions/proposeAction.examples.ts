import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `mini-atlas:change:propose`. */
export const proposeActionExamples: TemplateExample[] = [
  {
    description: 'Open a pull request for what the step before wrote',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open the pull request',
          action: 'mini-atlas:change:propose',
          input: {
            path: '${{ steps.write.output.path }}',
            manifest: '${{ steps.write.output.manifest }}',
          },
        },
      ],
    }),
  },
  {
    description: 'With a title and a reason of your own',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open the pull request',
          action: 'mini-atlas:change:propose',
          input: {
            path: '${{ steps.write.output.path }}',
            manifest: '${{ steps.write.output.manifest }}',
            title: 'Give ${{ parameters.name }} a database',
            description: '${{ parameters.reason }}',
          },
        },
      ],
    }),
  },
];
