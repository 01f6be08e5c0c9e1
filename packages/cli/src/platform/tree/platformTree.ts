import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The files of a platform's repository by path (`core/flux/controllers.yaml`), in order. */
export type PlatformTree = ReadonlyMap<string, string>;

/** Reads a directory with everything below it. @throws the system's error when it cannot be read */
export function readTree(directory: string): PlatformTree {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
  return new Map(
    paths.map(path => [
      path.split(sep).join('/'),
      readFileSync(join(directory, path), 'utf8'),
    ]),
  );
}

/** Whether a file holds manifests. */
export const isYaml = (path: string) => /\.ya?ml$/.test(path);
