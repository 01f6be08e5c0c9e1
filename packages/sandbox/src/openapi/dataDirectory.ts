import { dirname, join } from 'node:path';

/** The package's `data/` directory; found through the package itself, so that it is right in `src` and in `dist`. */
export const dataDirectory = join(
  dirname(require.resolve('@mini-atlas/sandbox/package.json')),
  'data',
);
