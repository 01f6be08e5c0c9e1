import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EditPreviewField } from './EditPreviewField';
import { editPreviewFieldSchema } from './editPreviewFieldSchema';
import { validateEdit } from './validateEdit';

/** The form field `MiniAtlasEditPreview`: what would come of the edit, while one types. */
export const editPreviewField = createFormField({
  name: 'MiniAtlasEditPreview',
  component: EditPreviewField,
  schema: editPreviewFieldSchema,
  validation: validateEdit,
});
