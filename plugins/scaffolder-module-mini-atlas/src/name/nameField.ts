import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { NameField } from './NameField';
import { orderFieldSchema } from '../order/orderFieldSchema';
import { validateName } from './validateName';

/** The form field `MiniAtlasName`: a name that is free. */
export const nameField = createFormField({
  name: 'MiniAtlasName',
  component: NameField,
  schema: orderFieldSchema,
  validation: validateName,
});
