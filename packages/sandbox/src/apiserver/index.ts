export * from './apiServer';
export * from './authenticate';
export * from './status';
export { PORTAL } from './seeds';
