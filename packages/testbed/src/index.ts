export * from './clusterHandle';
export * from './testbed';
export * from './testbedError';
export { startTestbed } from './startTestbed';
