export * from './client/client';
export * from './sandbox';
export { startSandbox } from './startSandbox';
export { startApiServer } from './apiserver';
