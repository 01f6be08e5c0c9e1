import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EditField } from './EditField';
import { editFieldSchema } from './editFieldSchema';

/** The form field `MiniAtlasEdit`: the fields of what `instance` names, as Git has them now. */
export const editField = createFormField({
  name: 'MiniAtlasEdit',
  component: EditField,
  schema: editFieldSchema,
});
