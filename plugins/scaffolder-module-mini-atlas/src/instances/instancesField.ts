import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InstancesField } from './InstancesField';
import { instancesFieldSchema } from './instancesFieldSchema';

/** The form field `MiniAtlasInstances`: any number of instances of one abstraction, by name. */
export const instancesField = createFormField({
  name: 'MiniAtlasInstances',
  component: InstancesField,
  schema: instancesFieldSchema,
});
