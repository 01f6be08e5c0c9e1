import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './dataDirectory';
import { OpenApiDocument } from './document';

const directory = join(dataDirectory, 'openapi');
const loaded = new Map<string, OpenApiDocument>();
/** Names of the files, read once: whether a type is built in is asked for each write. */
let files: string[] | undefined;

function fileName(group: string, version: string): string {
  return group === ''
    ? `api__${version}.json`
    : `apis__${group}__${version}.json`;
}

/**
 * The group versions whose documents Kubernetes 1.36 brings along and this package keeps, sorted;
 * the core group is `''`.
 */
export function builtinGroupVersions(): { group: string; version: string }[] {
  return builtinFiles().map(file => {
    const parts = file.slice(0, -'.json'.length).split('__');
    return parts.length === 2
      ? { group: '', version: parts[1] }
      : { group: parts[1], version: parts[2] };
  });
}

function builtinFiles(): string[] {
  files ??= readdirSync(directory)
    .filter(file => file.endsWith('.json'))
    .sort();
  return files;
}

/**
 * The OpenAPI v3 document that Kubernetes 1.36 publishes for a built-in group version; `undefined` for any other.
 * Read from disk on first use and kept; it is shared, so do not change it.
 */
export function builtinDocument(
  group: string,
  version: string,
): OpenApiDocument | undefined {
  const file = fileName(group, version);
  const known = loaded.get(file);
  if (known) {
    return known;
  }
  if (!builtinFiles().includes(file)) {
    return undefined;
  }
  const document: OpenApiDocument = JSON.parse(
    readFileSync(join(directory, file), 'utf8'),
  );
  loaded.set(file, document);
  return document;
}
