import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and `ui:options` of the fields that know what their form orders: `MiniAtlasName` and `MiniAtlasPreview`. */
export const orderFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      abstraction: z
        .string()
        .describe('Name of the ResourceGraphDefinition that the form orders'),
      full: z
        .boolean()
        .optional()
        .describe('Over the whole width instead of beside the form'),
      spec: z
        .record(z.string())
        .optional()
        .describe(
          'Where each field of the spec stands in the form, e.g. {"database.storage": "storage"}. Without it every field of the form but name, namespace, owner, preview and waitMinutes belongs to the spec.',
        ),
    }),
});

/** Props of a component behind such a field. */
export type OrderFieldProps = typeof orderFieldSchema.TProps;
