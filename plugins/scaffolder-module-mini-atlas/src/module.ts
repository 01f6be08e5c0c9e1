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

const ownerField = FormFieldBlueprint.make({
  name: 'mini-atlas-owner',
  params: {
    field: () =>
      import('./owner/ownerField').then(({ ownerField: field }) => field),
  },
});

const previewField = FormFieldBlueprint.make({
  name: 'mini-atlas-preview',
  params: {
    field: () =>
      import('./preview/previewField').then(({ previewField: field }) => field),
  },
});

const instanceField = FormFieldBlueprint.make({
  name: 'mini-atlas-instance',
  params: {
    field: () =>
      import('./instance/instanceField').then(
        ({ instanceField: field }) => field,
      ),
  },
});

const instancesField = FormFieldBlueprint.make({
  name: 'mini-atlas-instances',
  params: {
    field: () =>
      import('./instances/instancesField').then(
        ({ instancesField: field }) => field,
      ),
  },
});

const editField = FormFieldBlueprint.make({
  name: 'mini-atlas-edit',
  params: {
    field: () =>
      import('./edit/editField').then(({ editField: field }) => field),
  },
});

const editPreviewField = FormFieldBlueprint.make({
  name: 'mini-atlas-edit-preview',
  params: {
    field: () =>
      import('./edit/editPreviewField').then(
        ({ editPreviewField: field }) => field,
      ),
  },
});

const removalPreviewField = FormFieldBlueprint.make({
  name: 'mini-atlas-removal-preview',
  params: {
    field: () =>
      import('./removal/removalPreviewField').then(
        ({ removalPreviewField: field }) => field,
      ),
  },
});

const confirmNameField = FormFieldBlueprint.make({
  name: 'mini-atlas-confirm-name',
  params: {
    field: () =>
      import('./removal/confirmNameField').then(
        ({ confirmNameField: field }) => field,
      ),
  },
});

/**
 * Adds the form fields to the scaffolder: for orders `MiniAtlasName`, `MiniAtlasValue`, `MiniAtlasWorkspace`,
 * `MiniAtlasOwner`, `MiniAtlasInstances` and `MiniAtlasPreview`, for changes of what exists `MiniAtlasInstance`, `MiniAtlasEdit`, `MiniAtlasEditPreview`,
 * `MiniAtlasRemovalPreview` and `MiniAtlasConfirmName`. Ends all of them on the page of their change.
 */
export const scaffolderModuleMiniAtlas = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    nameField,
    valueField,
    workspaceField,
    ownerField,
    previewField,
    instanceField,
    instancesField,
    editField,
    editPreviewField,
    removalPreviewField,
    confirmNameField,
    changeOutputs,
  ],
});
