export * from './builtinDocument';
export * from './crdVersion';
export * from './dataDirectory';
export * from './document';
export * from './documentForCrd';
export * from './resolveSchema';
export * from './schemaFor';
