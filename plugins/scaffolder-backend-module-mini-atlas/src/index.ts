/**
 * Scaffolder actions that write, propose and follow a change.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMiniAtlas as default } from './module';
