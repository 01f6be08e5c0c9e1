import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ClusterObject } from '../../cluster/objectPaths';

/** One manifest of the platform's tree. */
export interface TreeDocument {
  /** Its file, from the tree's root. */
  file: string;
  object: ClusterObject;
}

/** What a person calls it: its file, kind and name. */
export function titleOf({ file, object }: TreeDocument): string {
  return `${file}: ${object.kind} ${object.metadata.name}`;
}

/** The manifests of one file. @throws Error when it is no YAML */
export function documentsOf(root: string, path: string): TreeDocument[] {
  const file = relative(root, path);
  return parseAllDocuments(readFileSync(path, 'utf8'))
    .filter(document => document.contents !== null)
    .map(document => {
      const [error] = document.errors;
      if (error) throw new Error(`${file}: ${error.message}`);
      return { file, object: document.toJS() };
    });
}

/** The YAML files below a directory, in the order of their names. */
export function manifestFiles(directory: string): string[] {
  return readdirSync(directory)
    .sort()
    .flatMap(name => {
      const path = join(directory, name);
      if (statSync(path).isDirectory()) return manifestFiles(path);
      return /\.ya?ml$/.test(name) ? [path] : [];
    });
}
