import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { OwnerField } from './OwnerField';
import { ownerFieldSchema } from './ownerFieldSchema';

/** The form field `MiniAtlasOwner`: who answers for what is ordered. */
export const ownerField = createFormField({
  name: 'MiniAtlasOwner',
  component: OwnerField,
  schema: ownerFieldSchema,
});
