export { startForge } from './startForge';
export type { ForgeOptions, ForgeServer } from './startForge';
export type { ForgeUser } from './store/records';
