import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { instanceFieldSchema } from '../instance/instanceFieldSchema';
import { ConfirmNameField } from './ConfirmNameField';
import { validateConfirmation } from './validateConfirmation';

/** The form field `MiniAtlasConfirmName`: the name of what `instance` names, typed by hand. */
export const confirmNameField = createFormField({
  name: 'MiniAtlasConfirmName',
  component: ConfirmNameField,
  schema: instanceFieldSchema,
  validation: validateConfirmation,
});
