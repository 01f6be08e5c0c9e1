import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and `ui:options` of the fields that show what a change of an existing instance leads to. */
export const editPreviewFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      full: z
        .boolean()
        .optional()
        .describe('Over the whole width instead of beside the form'),
    }),
});

/** Props of a component behind such a field. */
export type EditPreviewFieldProps = typeof editPreviewFieldSchema.TProps;
