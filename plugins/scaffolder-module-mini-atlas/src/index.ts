/**
 * Form fields for ordering: live preview, workspace and name.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMiniAtlas as default } from './module';
