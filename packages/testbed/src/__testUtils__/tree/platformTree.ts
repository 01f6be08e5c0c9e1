import { join } from 'node:path';
import { ClusterObject } from '../../cluster/objectPaths';
import { PLATFORM } from '../platform';
import { kustomizeDirectory } from './kustomizeDirectory';
import { substitute } from './substitute';
import { documentsOf, TreeDocument } from './treeDocument';

/** The address that `mini-atlas up` gives to the root. */
const GIT_REPOSITORY_URL =
  'http://gitea-http.gitea.svc:3000/atlas/platform.git';

/** A Kustomization of Flux, as far as it orders the tree. */
export interface Layer {
  name: string;
  annotations: Record<string, string>;
  /** Its directory, from the tree's root, without `./`. */
  path: string;
  dependsOn: string[];
  /** Whether the versions are filled in. */
  substituted: boolean;
  documents: TreeDocument[];
}

/** The platform's tree as Flux reads it. */
export interface PlatformTree {
  /** What stands in `flux/`, rendered. */
  root: TreeDocument[];
  layers: Layer[];
  /** The data of versions.yaml. */
  versions: Record<string, string>;
  /** The names of those that are used. */
  usedVersions: Set<string>;
}

/** A part that is left out, and whether it is there nevertheless. */
export interface Omission {
  without?: string[];
  existing?: string[];
}

interface FluxKustomization extends ClusterObject {
  metadata: {
    name: string;
    annotations?: Record<string, string>;
  };
  spec: {
    path: string;
    dependsOn?: { name: string }[];
    postBuild?: { substituteFrom?: { kind: string; name: string }[] };
  };
}

/** Renders the tree. @throws Error naming the file that cannot be rendered */
export function renderTree(directory = PLATFORM): PlatformTree {
  const root = kustomizeDirectory(directory, 'flux').map(document =>
    substitute(document, { GIT_REPOSITORY_URL }),
  );
  const [{ object }] = documentsOf(directory, join(directory, 'versions.yaml'));
  const versions = Object(object.data);
  const usedVersions = new Set<string>();
  const layers = root.flatMap(document => {
    if (!isFluxKustomization(document.object)) return [];
    const { metadata, spec } = document.object;
    const path = spec.path.replace(/^\.\//, '');
    const substituted = spec.postBuild?.substituteFrom !== undefined;
    const documents = kustomizeDirectory(directory, path);
    return {
      name: metadata.name,
      annotations: metadata.annotations ?? {},
      path,
      dependsOn: (spec.dependsOn ?? []).map(({ name }) => name),
      substituted,
      documents: substituted
        ? documents.map(one => substitute(one, versions, usedVersions))
        : documents,
    };
  });
  return { root, layers, versions, usedVersions };
}

/**
 * The layers that stay when parts are left out: without the Kustomizations of the parts, without what needs them (unless they
 * are there nevertheless), and without `dependsOn` entries that name them.
 */
export function leaveOut(
  layers: readonly Layer[],
  { without = [], existing = [] }: Omission,
): Layer[] {
  const stays = (annotations: Record<string, string> | undefined) =>
    !requiredParts(annotations).some(part => without.includes(part));
  const kept = layers.filter(
    ({ name, annotations }) =>
      ![...without, ...existing].includes(name) && stays(annotations),
  );
  const gone = (name: string) =>
    layers.some(layer => layer.name === name) &&
    !kept.some(layer => layer.name === name);
  return kept.map(layer => ({
    ...layer,
    dependsOn: layer.dependsOn.filter(name => !gone(name)),
    documents: layer.documents.filter(({ object }) =>
      stays(annotationsOf(object)),
    ),
  }));
}

/** The parts that a manifest needs, by its annotation. */
export function requiredParts(
  annotations: Record<string, string> | undefined,
): string[] {
  return (annotations?.['mini-atlas.dev/requires'] ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}

/** The annotations of an object. */
export function annotationsOf({
  metadata,
}: ClusterObject): Record<string, string> {
  return Object(Object(metadata).annotations);
}

function isFluxKustomization(
  object: ClusterObject,
): object is FluxKustomization {
  return (
    object.kind === 'Kustomization' &&
    object.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')
  );
}
