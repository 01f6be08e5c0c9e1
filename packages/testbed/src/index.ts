export * from './clusterHandle';
export * from './testbed';
export * from './testbedError';
export type { BuiltTools } from './build/builtTools';
export { PLATFORM_TOOLS } from './build/platformTools';
export { findTools } from './build/toolsPlace';
export { startTestbed } from './startTestbed';
