export * from './applyJsonPatch';
export * from './applyMergePatch';
export * from './applyStrategicMergePatch';
export * from './patchError';
