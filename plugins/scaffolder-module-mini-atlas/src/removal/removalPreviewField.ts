import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { editPreviewFieldSchema } from '../edit/editPreviewFieldSchema';
import { RemovalPreviewField } from './RemovalPreviewField';
import { validateRemoval } from './validateRemoval';

/** The form field `MiniAtlasRemovalPreview`: what will be gone, and what stands against it. */
export const removalPreviewField = createFormField({
  name: 'MiniAtlasRemovalPreview',
  component: RemovalPreviewField,
  schema: editPreviewFieldSchema,
  validation: validateRemoval,
});
