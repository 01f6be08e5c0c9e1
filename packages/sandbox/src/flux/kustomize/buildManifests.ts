import { posix } from 'node:path';
import { KubernetesObject } from '@mini-atlas/kro';
import { stringify } from 'yaml';
import { SourceFiles } from '../source/sourceFiles';
import { BuildError } from './buildError';
import { idOf } from './kustomizeId';
import {
  kustomizationAt,
  KustomizationFile,
  readKustomizationFile,
} from './kustomizationFile';
import {
  applyKustomizePatch,
  KustomizePatch,
  patchesOf,
  PatchSchema,
  UnusablePatch,
} from './kustomizePatch';
import { ManifestError, parseManifests } from './parseManifests';
import { transform, TypeScope } from './transform';

/** An object, and the file it came from, relative to where the build began. */
export interface BuiltObject {
  object: KubernetesObject;
  origin: string;
}

/** What a build works with. */
export interface BuildInput {
  files: SourceFiles;
  /** The directory to build, `''` for the root. */
  directory: string;
  /** How messages name the root, as Flux unpacks it somewhere below `/tmp`. */
  rootName: string;
  /** `spec.targetNamespace`. */
  targetNamespace?: string;
  /** `spec.patches`, on top of those of the directory's kustomization file. */
  patches?: unknown;
  scopeOf: TypeScope;
  schemaOf: PatchSchema;
}

/**
 * Builds a directory as Flux does: by its kustomization file, or, without one, from every YAML file below it.
 * A directory without manifests gives nothing. Throws `BuildError`.
 */
export function buildManifests(input: BuildInput): BuiltObject[] {
  const { files, directory } = input;
  const file = kustomizationAt(files, directory);
  const root: KustomizationFile = file
    ? read(input, file)
    : { resources: scan(input), labels: [], patches: [] };
  const built = buildDirectory(input, directory, {
    ...root,
    namespace: input.targetNamespace ?? root.namespace,
    patches: [...root.patches, ...ownPatches(input)],
  });
  return built
    .filter(
      ({ object }) =>
        object.metadata.annotations?.['config.kubernetes.io/local-config'] !==
        'true',
    )
    .map(({ object, origin }) => ({
      object,
      origin: posix.relative(directory, origin),
    }));
}

function buildDirectory(
  input: BuildInput,
  directory: string,
  kustomization: KustomizationFile,
): BuiltObject[] {
  const built: BuiltObject[] = [];
  const known = new Set<string>();
  for (const resource of kustomization.resources) {
    for (const one of accumulate(input, directory, resource)) {
      const id = idOf(one.object);
      if (known.has(id)) {
        throw new BuildError(
          `kustomize build failed: accumulating resources: accumulation err='merging resources from '${resource}': may not add resource with an already registered id: ${id}'`,
        );
      }
      known.add(id);
      built.push(one);
    }
  }
  return kustomization.patches
    .reduce((all, one) => patched(input, directory, all, one), built)
    .map(({ object, origin }) => ({
      origin,
      object: transform(object, kustomization, input.scopeOf),
    }));
}

function ownPatches({ patches }: BuildInput): KustomizePatch[] {
  return building('kustomize build failed', () => patchesOf(patches));
}

function patched(
  input: BuildInput,
  directory: string,
  built: BuiltObject[],
  one: KustomizePatch,
): BuiltObject[] {
  const objects = building('kustomize build failed', () =>
    showing(one, () =>
      applyKustomizePatch(
        built.map(({ object }) => object),
        textOf(input, directory, one),
        one.target,
        input.schemaOf,
      ),
    ),
  );
  return built.flatMap(({ origin }, index) => {
    const object = objects[index];
    return object ? [{ origin, object }] : [];
  });
}

/** The patch itself. @throws UnusablePatch where its file is not there */
function textOf(
  { files, rootName }: BuildInput,
  directory: string,
  { from }: KustomizePatch,
): string {
  if ('text' in from) return from.text;
  const path = posix.join(directory, from.path);
  const text = files.read(path);
  if (text !== undefined) return text;
  throw new UnusablePatch(
    `failed to get the patch file from path(${from.path}): open ${rootName}/${path}: no such file or directory`,
  );
}

function showing<T>({ written }: KustomizePatch, patch: () => T): T {
  try {
    return patch();
  } catch (error) {
    if (!(error instanceof UnusablePatch)) throw error;
    throw new ManifestError(
      `trouble configuring builtin PatchTransformer with config: \`\n${stringify(
        written,
      )}\`: ${error.message}`,
    );
  }
}

/** Whatever is wrong with a manifest is a build that failed. */
function building<T>(failure: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new BuildError(`${failure}: ${error.message}`);
  }
}

function accumulate(
  input: BuildInput,
  directory: string,
  resource: string,
): BuiltObject[] {
  const { files, rootName } = input;
  if (/^[a-z+]+:\/\/|^git@|^github\.com\//.test(resource)) {
    throw new BuildError(
      `kustomize build failed: the sandbox does not imitate remote resources: '${resource}'`,
    );
  }
  const path = posix
    .normalize(posix.join(directory, resource))
    .replace(/\/$/, '')
    .replace(/^\.$/, '');
  const content = path.startsWith('..') ? undefined : files.read(path);
  if (content !== undefined) {
    const objects = parse(input, path, content);
    const twice = objects
      .map(idOf)
      .find((id, index, ids) => ids.indexOf(id) < index);
    if (twice) {
      throw new BuildError(
        `kustomize build failed: accumulating resources: accumulation err='accumulating resources from '${resource}': may not add resource with an already registered id: ${twice}': must build at directory: '${rootName}/${path}': file is not directory`,
      );
    }
    return objects.map(object => ({ object, origin: path }));
  }
  const file = path.startsWith('..') ? undefined : kustomizationAt(files, path);
  if (!file || path === directory) {
    throw new BuildError(
      `kustomize build failed: accumulating resources: accumulation err='accumulating resources from '${resource}': open ${rootName}/${path}: no such file or directory'`,
    );
  }
  return buildDirectory(input, path, read(input, file));
}

/** Every YAML file below, but of a directory with its own kustomization file that directory. */
function scan({ files, directory, rootName }: BuildInput): string[] {
  const resources: string[] = [];
  for (const path of files.below(directory)) {
    const relative = posix.relative(directory, path);
    const own = ownDirectory(files, directory, relative);
    if (own) {
      if (!resources.includes(own)) resources.push(own);
    } else if (/\.ya?ml$/.test(path)) {
      decode(
        files.read(path) ?? '',
        `failed to decode Kubernetes YAML from ${rootName}/${path}`,
      );
      resources.push(`./${relative}`);
    }
  }
  return resources;
}

function ownDirectory(
  files: SourceFiles,
  directory: string,
  relative: string,
): string | undefined {
  const parts = relative.split('/').slice(0, -1);
  for (let length = 1; length <= parts.length; length++) {
    const below = parts.slice(0, length).join('/');
    if (kustomizationAt(files, posix.join(directory, below)))
      return `./${below}`;
  }
  return undefined;
}

function parse(
  { rootName }: BuildInput,
  path: string,
  content: string,
): KubernetesObject[] {
  return decode(
    content,
    `kustomize build failed: accumulating resources: accumulation err='accumulating resources from '${rootName}/${path}''`,
  );
}

function decode(content: string, failure: string): KubernetesObject[] {
  return building(failure, () => parseManifests(content));
}

function read(
  { files, rootName }: BuildInput,
  path: string,
): KustomizationFile {
  return building(`kustomize build failed: ${rootName}/${path}`, () =>
    readKustomizationFile(files.read(path) ?? ''),
  );
}
