import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value of `MiniAtlasWorkspace`; it takes no `ui:options`. */
export const workspaceFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z => z.object({}),
});

/** Props of the component behind `MiniAtlasWorkspace`. */
export type WorkspaceFieldProps = typeof workspaceFieldSchema.TProps;
