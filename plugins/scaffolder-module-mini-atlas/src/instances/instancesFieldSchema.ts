import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and `ui:options` of `MiniAtlasInstances`: names of instances of one abstraction, in the form's workspace. */
export const instancesFieldSchema = makeFieldSchema({
  output: z => z.array(z.string()),
  uiOptions: z =>
    z.object({
      abstraction: z
        .string()
        .describe('Name of the ResourceGraphDefinition to choose among'),
    }),
});

/** Props of the component behind `MiniAtlasInstances`. */
export type InstancesFieldProps = typeof instancesFieldSchema.TProps;
