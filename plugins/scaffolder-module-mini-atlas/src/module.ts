import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { changeOutputs } from './outputs/changeOutputs';

const nameField = FormFieldBlueprint.make({
  name: 'mini-atlas-name',
  params: {
    field: () =>
      import('./name/nameField').then(({ nameField: field }) => field),
  },
});

const valueField = FormFieldBlueprint.make({
  name: 'mini-atlas-value',
  params: {
    field: () =>
      import('./value/valueField').then(({ valueField: field }) => field),
  },
});

const workspaceField = FormFieldBlueprint.make({
  name: 'mini-atlas-workspace',
  params: {
    field: () =>
      import('./workspace/workspaceField').then(
        ({ workspaceField: field }) => field,
      ),
  },
});

const previewField = FormFieldBlueprint.make({
  name: 'mini-atlas-preview',
  params: {
    field: () =>
      import('./preview/previewField').then(({ previewField: field }) => field),
  },
});

/**
 * Adds the form fields `MiniAtlasName`, `MiniAtlasValue`, `MiniAtlasWorkspace` and `MiniAtlasPreview` to the scaffolder,
 * and ends orders on the page of their change.
 */
export const scaffolderModuleMiniAtlas = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    nameField,
    valueField,
    workspaceField,
    previewField,
    changeOutputs,
  ],
});
