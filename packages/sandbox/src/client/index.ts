export * from './client';
export * from './eventRecorder';
