import { Document, parseAllDocuments } from 'yaml';
import { PlatformError } from '../platformError';
import { isYaml, PlatformTree } from './platformTree';

/** A Kubernetes object as a file holds it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** The annotations of the tree that say what may be left out. */
export const REQUIRES = 'mini-atlas.dev/requires';
export const REQUIRED = 'mini-atlas.dev/required';

/** The parts that a manifest needs: without one of them it is left out. */
export function requiredParts(manifest: unknown): string[] {
  const { annotations } = metadataOf(manifest);
  const list = annotations?.[REQUIRES];
  return typeof list === 'string'
    ? list.split(',').map(name => name.trim())
    : [];
}

function metadataOf(manifest: unknown): Partial<Manifest['metadata']> {
  if (typeof manifest !== 'object' || manifest === null) return {};
  const { metadata } = manifest as Partial<Manifest>;
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}

/**
 * The documents of a file; comments and order stay with them.
 *
 * @throws PlatformError naming file and line of what is no YAML
 */
export function documentsOf(path: string, text: string): Document[] {
  const documents = parseAllDocuments(text);
  // The library gives an object of another kind for a file without documents.
  const list = Array.isArray(documents) ? documents : [];
  const error = list.flatMap(document => document.errors)[0];
  if (error) {
    throw new PlatformError(
      'TreeInvalid',
      `${path} is not valid YAML: ${error.message}`,
      { next: 'Correct the file, and run the same command again.' },
    );
  }
  return list;
}

/**
 * The objects below a directory of the tree, file by file; kustomization.yaml is no object.
 *
 * @throws PlatformError naming a file that holds something else
 */
export function manifestsIn(tree: PlatformTree, directory: string): Manifest[] {
  return [...tree]
    .filter(
      ([path]) =>
        path.startsWith(`${directory}/`) &&
        isYaml(path) &&
        !path.endsWith('/kustomization.yaml'),
    )
    .flatMap(([path, text]) =>
      documentsOf(path, text)
        .map((document): unknown => document.toJS())
        .filter(value => value !== null && value !== undefined)
        .map(value => {
          if (isManifest(value)) return value;
          throw new PlatformError(
            'TreeInvalid',
            `${path} holds a document without apiVersion, kind or metadata.name.`,
            { next: 'Correct the file, and run the same command again.' },
          );
        }),
    );
}

/** Whether a value has what every Kubernetes object has. */
export function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind } = value as Partial<Manifest>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadataOf(value).name === 'string'
  );
}
