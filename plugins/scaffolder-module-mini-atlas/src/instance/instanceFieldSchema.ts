import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value of `MiniAtlasInstance`: an instance ref; it takes no `ui:options`. */
export const instanceFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z => z.object({}),
});

/** Props of the component behind `MiniAtlasInstance`. */
export type InstanceFieldProps = typeof instanceFieldSchema.TProps;
