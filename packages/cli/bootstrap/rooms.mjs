import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The workspace's packages, as paths from the root: `packages/kro`. */
export function rooms(root) {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(join(root, group))
      .map(name => join(group, name))
      .filter(room => existsSync(join(root, room, 'package.json'))),
  );
}

/** Their `package.json` files. */
export function manifestsOf(root) {
  return rooms(root).map(room => join(room, 'package.json'));
}
