import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ClusterObject } from '../../cluster/objectPaths';
import { documentsOf, manifestFiles, TreeDocument } from './treeDocument';

/** The fields of a kustomization.yaml that the tree may use. */
interface KustomizationFile {
  apiVersion: string;
  kind: string;
  resources: string[];
  patches?: { target: { kind: string; name: string }; patch: string }[];
}

interface Operation {
  op: string;
  path: string;
  value: unknown;
}

const FIELDS = ['apiVersion', 'kind', 'resources', 'patches'];

/**
 * What Kustomize makes of a directory of the tree: of its kustomization.yaml where it has one, else of every file below it.
 * It knows the few things that the tree uses; `kustomize build` is its oracle where that program has been built.
 *
 * @throws Error when a kustomization.yaml says something else
 */
export function kustomizeDirectory(root: string, path: string): TreeDocument[] {
  const directory = join(root, path);
  const file = join(directory, 'kustomization.yaml');
  if (!existsSync(file)) {
    return manifestFiles(directory).flatMap(one => documentsOf(root, one));
  }
  const { resources, patches = [] } = read(file);
  const documents = resources.flatMap(resource =>
    documentsOf(root, join(directory, resource)),
  );
  for (const { target, patch } of patches) {
    const targets = documents.filter(
      ({ object: { kind, metadata } }) =>
        kind === target.kind && metadata.name === target.name,
    );
    if (targets.length === 0) {
      throw new Error(`${file}: there is no ${target.kind} ${target.name}`);
    }
    const operations: Operation[] = parse(patch);
    for (const { object } of targets) {
      operations.forEach(operation => apply(object, operation, file));
    }
  }
  return documents;
}

function read(file: string): KustomizationFile {
  const content: KustomizationFile = parse(readFileSync(file, 'utf8'));
  const unknown = Object.keys(content).find(name => !FIELDS.includes(name));
  if (unknown || !Array.isArray(content.resources)) {
    throw new Error(
      `${file}: ${unknown ?? 'no resources'}; known are ${FIELDS.join(', ')}`,
    );
  }
  return content;
}

/** Adds a field to the spec, and nothing else. */
function apply(
  object: ClusterObject,
  { op, path, value }: Operation,
  file: string,
): void {
  const name = /^\/spec\/(\w+)$/.exec(path)?.[1];
  if (op !== 'add' || !name) throw new Error(`${file}: cannot ${op} ${path}`);
  Object.assign(object, { spec: { ...Object(object.spec), [name]: value } });
}
