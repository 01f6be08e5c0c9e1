export * from './apiServer';
export * from './authenticate';
export * from './status';
