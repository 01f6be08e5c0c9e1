import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { validateValue } from './validateValue';
import { ValueField } from './ValueField';
import { valueFieldSchema } from './valueFieldSchema';

/** The form field `MiniAtlasValue`: a text or a number that is checked as one leaves it. */
export const valueField = createFormField({
  name: 'MiniAtlasValue',
  component: ValueField,
  schema: valueFieldSchema,
  validation: validateValue,
});
