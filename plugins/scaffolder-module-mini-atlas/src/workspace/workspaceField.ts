import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { WorkspaceField } from './WorkspaceField';
import { workspaceFieldSchema } from './workspaceFieldSchema';

/** The form field `MiniAtlasWorkspace`: the namespace of a workspace in the catalog. */
export const workspaceField = createFormField({
  name: 'MiniAtlasWorkspace',
  component: WorkspaceField,
  schema: workspaceFieldSchema,
});
