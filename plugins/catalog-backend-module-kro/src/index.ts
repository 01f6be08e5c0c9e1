/**
 * KRO instances and abstractions as catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModuleKro as default } from './module';
