import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InstanceField } from './InstanceField';
import { instanceFieldSchema } from './instanceFieldSchema';

/** The form field `MiniAtlasInstance`: something that lives in the cluster. */
export const instanceField = createFormField({
  name: 'MiniAtlasInstance',
  component: InstanceField,
  schema: instanceFieldSchema,
});
