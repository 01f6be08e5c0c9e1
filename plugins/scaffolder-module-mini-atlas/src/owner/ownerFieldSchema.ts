import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value of `MiniAtlasOwner`: an entity ref; its `ui:options` are those of the scaffolder's `OwnerPicker`. */
export const ownerFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z => z.object({}).passthrough(),
});

/** Props of the component behind `MiniAtlasOwner`. */
export type OwnerFieldProps = typeof ownerFieldSchema.TProps;
