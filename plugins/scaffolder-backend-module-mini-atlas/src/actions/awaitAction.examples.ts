import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Examples of `mini-atlas:change:await`. */
export const awaitActionExamples: TemplateExample[] = [
  {
    description: 'Wait up to half an hour until what was proposed is ready',
    example: stringify({
      steps: [
        {
          id: 'await',
          name: 'Wait until it is ready',
          action: 'mini-atlas:change:await',
          input: { number: '${{ steps.propose.output.number }}' },
        },
      ],
    }),
  },
  {
    description: 'Wait for the merge only',
    example: stringify({
      steps: [
        {
          id: 'await',
          name: 'Wait for the merge',
          action: 'mini-atlas:change:await',
          input: {
            number: '${{ steps.propose.output.number }}',
            until: 'merged',
            timeoutMinutes: 120,
          },
        },
      ],
    }),
  },
];
