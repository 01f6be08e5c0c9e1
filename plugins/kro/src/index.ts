/**
 * KRO in Backstage: fleet, abstraction, change and home pages, an entity tab and an overview card.
 *
 * The default export is the plugin for the new frontend system, the named ones are for the classic one.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export {
  EntityKroAbstractionContent,
  EntityKroCard,
  EntityKroContent,
  KroFleetPage,
  KroHomePage,
  kroPlugin,
} from './classic';
export { isKroAbstraction, isKroInstance } from './entity/annotations';
export { kroApiRef } from './api/kroApi';
export type { AskOptions, KroApi } from './api/kroApi';
