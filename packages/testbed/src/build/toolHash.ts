import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tool } from './tools';

/**
 * Names what is built from a tool's module files on this kind of machine: 16 hexadecimal digits that change with
 * the pinned versions, their sums, the module's own code, the flags and the files that are taken along.
 *
 * @param directory - where the module's go.mod, go.sum and own code are
 */
export function toolHash(tool: Tool, directory: string): string {
  const hash = createHash('sha256');
  const code = readdirSync(directory).filter(name => name.endsWith('.go'));
  for (const file of ['go.mod', 'go.sum', ...code.sort()]) {
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
