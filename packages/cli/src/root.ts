import { dirname, resolve } from 'node:path';

/** The repository's root directory. */
export const root = resolve(
  dirname(require.resolve('mini-atlas/package.json')),
  '../..',
);
