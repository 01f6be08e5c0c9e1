import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ActionServices } from './actionServices';
import { writeOrder } from './writeAction';
import { writeInstanceExamples } from './writeInstanceAction.examples';
import { orderProperties, writeOutputSchema } from './writeInputSchema';

/** Id of the action that writes manifests of any abstraction. */
export const WRITE_INSTANCE_ACTION = 'mini-atlas:instance:write';

/**
 * The action that writes a manifest of any abstraction. It does not depend on what the cluster offered when the
 * portal started, so it serves abstractions that came later, too.
 */
export function createWriteInstanceAction(
  services: ActionServices,
): TemplateAction {
  return {
    id: WRITE_INSTANCE_ACTION,
    description:
      'Writes the manifest of an instance of any abstraction into the workspace of the task. The spec is checked when the step runs.',
    examples: writeInstanceExamples,
    supportsDryRun: true,
    schema: {
      input: {
        type: 'object',
        additionalProperties: false,
        required: ['abstraction', 'name'],
        properties: {
          abstraction: {
            type: 'string',
            title: 'Abstraction',
            description: 'Name of the ResourceGraphDefinition',
          },
          ...orderProperties(true),
          spec: {
            type: 'object',
            title: 'Spec',
            description: 'What it shall be',
          },
        },
      },
      output: writeOutputSchema,
    },
    async handler(ctx) {
      const { abstraction, ...order } = ctx.input;
      if (typeof abstraction !== 'string') {
        throw new InputError(
          `abstraction is ${JSON.stringify(
            abstraction,
          )}: it must be the name of a ResourceGraphDefinition`,
        );
      }
      await writeOrder(abstraction, order, ctx, services);
    },
  };
}
