import { createHash } from 'node:crypto';
import {
  readFileSync,
  readdirSync,
  renameSync,
  existsSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A hash over the content and names of files and directories (without tests, `dist` and `node_modules`). */
export function fingerprint(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesOf(join(root, path))) {
      hash
        .update(relative(root, file))
        .update('\0')
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSafely(path);
  if (!entries) return [path];
  return entries
    .filter(
      ({ name }) =>
        !['node_modules', 'dist', 'dist-types', '__fixtures__'].includes(name),
    )
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => filesOf(join(path, entry.name)));
}

function readdirSafely(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Says whether the stamp file holds this value. */
export function isStamped(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
}

/** Remembers that the work of this value is done. */
export function writeStamp(stamp, value) {
  mkdirSync(dirname(stamp), { recursive: true });
  // A new file in its place: never half, and never through a hard link into another copy.
  writeFileSync(`${stamp}.new`, value);
  renameSync(`${stamp}.new`, stamp);
}
