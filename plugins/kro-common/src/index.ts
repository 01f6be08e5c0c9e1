/**
 * Wire types, instance refs, permissions and annotations of the kro plugin.
 *
 * @packageDocumentation
 */
export * from './abstraction';
export * from './annotations';
export * from './change';
export * from './changeFacts';
export * from './edit';
export * from './entityName';
export * from './instance';
export * from './instanceRef';
export * from './mergePatch';
export * from './permissions';
export * from './signals';
export * from './status';
