import { dirname, join } from 'node:path';

/** Found through the package itself, so that it is right in `src` and in `dist`. */
const PACKAGE = dirname(require.resolve('@mini-atlas/testbed/package.json'));

/** What comes with this package besides code and modules. */
export const DATA_DIRECTORY = join(PACKAGE, 'data');

/** The Go modules, one directory each. */
export const TOOLS_DIRECTORY = join(PACKAGE, 'tools');
