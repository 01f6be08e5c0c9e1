import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const MANIFEST = 'manifest.json';

/** Sizes in bytes by path below a tool's directory. */
type Manifest = Record<string, number>;

/** Writes down what a finished build consists of; the last thing that a build does. */
export function sealBuild(directory: string): void {
  const manifest: Manifest = {};
  for (const path of filesBelow(directory, '')) {
    manifest[path] = statSync(join(directory, path)).size;
  }
  writeFileSync(join(directory, MANIFEST), JSON.stringify(manifest));
}

/** Says what is wrong with a build; nothing when it is whole, `absent` when nobody built there. */
export function buildDefect(directory: string): string | undefined {
  if (!existsSync(directory)) return 'absent';
  const path = join(directory, MANIFEST);
  if (!existsSync(path)) return `${MANIFEST} is missing`;
  const manifest = readManifest(path);
  if (!manifest) return `${MANIFEST} cannot be read`;
  for (const [file, size] of Object.entries(manifest)) {
    const found = statSync(join(directory, file), { throwIfNoEntry: false });
    if (!found) return `${file} is missing`;
    if (found.size !== size) {
      return `${file} has ${found.size} bytes instead of ${size}`;
    }
  }
  return undefined;
}

function readManifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Whoever wrote this did not finish; the caller says so and builds anew.
    return undefined;
  }
}

function filesBelow(root: string, path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap(
    entry => {
      const below = path ? `${path}/${entry.name}` : entry.name;
      return entry.isDirectory() ? filesBelow(root, below) : [below];
    },
  );
}
