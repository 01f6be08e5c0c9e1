/**
 * Status, preview and change API of the kro plugin.
 *
 * @packageDocumentation
 */
export { kroPlugin as default } from './plugin';
