export * from './applyDefaults';
export * from './defaultCrd';
export * from './fieldCause';
export * from './prune';
export * from './validateCrd';
export * from './validateStructural';
