import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value of `MiniAtlasEdit`: what changes, and nothing else. It takes no `ui:options`. */
export const editFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      owner: z.string().optional(),
      spec: z.record(z.any()).optional(),
    }),
  uiOptions: z => z.object({}),
});

/** Props of the component behind `MiniAtlasEdit`. */
export type EditFieldProps = typeof editFieldSchema.TProps;
