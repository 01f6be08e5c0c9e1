import { components } from '@octokit/openapi-types';

/** GitHub's own description of what its API answers. */
export type Schemas = components['schemas'];

/** Some of the fields that a description names, and no others. */
export type Part<T> = T extends (infer E)[]
  ? Part<E>[]
  : T extends object
  ? { [K in keyof T]?: Part<T[K]> }
  : T;
