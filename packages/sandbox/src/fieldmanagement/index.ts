export * from './conflicts';
export * from './fieldSet';
export * from './managers';
export * from './serverSideApply';
export * from './trackUpdate';
