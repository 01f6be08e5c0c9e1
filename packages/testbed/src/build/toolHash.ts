import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tool } from './tools';

/**
 * Names what is built from a tool's module files on this kind of machine: 16 hexadecimal digits that change with
 * the pinned versions, their sums, the flags and the files that are taken along.
 *
 * @param directory - where the module's go.mod and go.sum are
 */
export function toolHash(tool: Tool, directory: string): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(readFileSync(join(directory, file))).update('\0');
  }
  const { programs, files, flags, cgo } = tool;
  // How long it takes changes nothing.
  const built = programs.map(({ name, importPath }) => [name, importPath]);
  hash.update(
    JSON.stringify([built, files, flags, cgo, process.platform, process.arch]),
  );
  return hash.digest('hex').slice(0, 16);
}
