import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PreviewField } from './PreviewField';
import { orderFieldSchema } from '../order/orderFieldSchema';
import { validatePreview } from './validatePreview';

/** The form field `MiniAtlasPreview`: what would come of the order, while one types. */
export const previewField = createFormField({
  name: 'MiniAtlasPreview',
  component: PreviewField,
  schema: orderFieldSchema,
  validation: validatePreview,
});
