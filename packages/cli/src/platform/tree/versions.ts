import { parse } from 'yaml';
import { PlatformError } from '../platformError';
import { substitute } from './substitute';
import { isYaml, PlatformTree } from './platformTree';

const FILE = 'versions.yaml';

/**
 * The versions and digests of Core: the data of the tree's versions.yaml.
 *
 * @throws PlatformError when the tree has none
 */
export function versionsOf(tree: PlatformTree): Record<string, string> {
  const data: unknown = parse(tree.get(FILE) ?? '')?.data;
  if (typeof data !== 'object' || data === null) {
    throw new PlatformError(
      'TreeInvalid',
      `The tree has no ${FILE} with versions under \`data\`.`,
      { next: `Restore it: git checkout -- kind/${FILE}` },
    );
  }
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, String(value)]),
  );
}

/**
 * The tree with the versions filled in below a directory: what Flux makes of it.
 *
 * @throws PlatformError naming what has no value
 */
export function withVersions(
  tree: PlatformTree,
  directory: string,
  values: Readonly<Record<string, string>>,
): PlatformTree {
  return new Map(
    [...tree].map(([path, text]) => [
      path,
      path.startsWith(`${directory}/`) && isYaml(path)
        ? substitute(text, values, path)
        : text,
    ]),
  );
}
