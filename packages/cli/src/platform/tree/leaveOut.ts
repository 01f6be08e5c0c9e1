import { dirname, join } from 'node:path/posix';
import { Document, isMap, isSeq, parseDocument } from 'yaml';
import { documentsOf, isManifest, requiredParts } from './manifest';
import { documentText, joinDocuments, splitDocuments } from './documentTexts';
import { LeftOut } from './parts';
import { isYaml, PlatformTree } from './platformTree';

const KUSTOMIZATION = 'kustomization.yaml';

/**
 * The tree without some parts: their directories, their Kustomizations and what depended on them go, and with those
 * that the platform does without every manifest that requires one of them. Files in which nothing changes stay as
 * they are, byte for byte.
 */
export function leaveOut(
  tree: PlatformTree,
  { without, existing }: LeftOut,
): PlatformTree {
  const parts = new Set([...without, ...existing]);
  if (parts.size === 0) return tree;
  const isGone = (value: unknown) =>
    (isManifest(value) &&
      isFluxKustomization(value) &&
      parts.has(nameOf(value))) ||
    requiredParts(value).some(name => without.includes(name));
  const kept = new Map<string, string>();
  for (const [path, text] of tree) {
    if ([...parts].some(name => path.startsWith(`core/${name}/`))) continue;
    if (!isYaml(path)) kept.set(path, text);
    else keepManifests(kept, path, text, { isGone, parts });
  }
  return withoutMissingResources(kept);
}

function isFluxKustomization({ apiVersion }: { apiVersion: string }): boolean {
  return apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
}

function nameOf({ metadata }: { metadata: { name: string } }): string {
  return metadata.name;
}

function keepManifests(
  kept: Map<string, string>,
  path: string,
  text: string,
  { isGone, parts }: { isGone(value: unknown): boolean; parts: Set<string> },
): void {
  const texts = splitDocuments(text);
  const left = texts.flatMap(one => {
    const [document] = documentsOf(path, one);
    if (!document) return [one];
    if (isGone(document.toJS())) return [];
    return forgetParts(document, parts) ? [documentText(document)] : [one];
  });
  // What is left may be comments alone.
  if (left.some(one => documentsOf(path, one)[0]?.contents)) {
    kept.set(path, joinDocuments(left));
  } else if (left.length === texts.length) {
    kept.set(path, text);
  }
}

/** Takes parts out of a document's `spec.dependsOn`, and out of its patches. Says whether anything was there. */
function forgetParts(document: Document, parts: Set<string>): boolean {
  const own = forgetIn(document, ['spec', 'dependsOn'], parts);
  const patches = document.get('patches');
  if (!isSeq(patches)) return own;
  const patched = patches.items.map(item => {
    const text = isMap(item) ? item.get('patch') : undefined;
    if (!isMap(item) || typeof text !== 'string') return false;
    const patch = parseDocument(text);
    if (!forgetInPatch(patch, parts)) return false;
    item.set('patch', String(patch));
    return true;
  });
  return own || patched.includes(true);
}

/** A patch is a piece of an object, or a list of operations. */
function forgetInPatch(patch: Document, parts: Set<string>): boolean {
  if (!isSeq(patch.contents)) {
    return forgetIn(patch, ['spec', 'dependsOn'], parts);
  }
  const changed = patch.contents.items.map((item, index) => {
    const isDependsOn = isMap(item) && item.get('path') === '/spec/dependsOn';
    return isDependsOn && forgetIn(patch, [index, 'value'], parts);
  });
  return changed.includes(true);
}

function forgetIn(
  document: Document,
  path: (string | number)[],
  parts: Set<string>,
): boolean {
  const list = document.getIn(path);
  if (!isSeq(list)) return false;
  const left = list.items.filter(item => {
    const name = isMap(item) ? item.get('name') : undefined;
    return !(typeof name === 'string' && parts.has(name));
  });
  if (left.length === list.items.length) return false;
  list.items = left;
  return true;
}

/** Takes files out of the lists of kustomization.yaml that are not there any more. */
function withoutMissingResources(
  tree: ReadonlyMap<string, string>,
): PlatformTree {
  return new Map(
    [...tree].map(([path, text]) => [
      path,
      path.endsWith(`/${KUSTOMIZATION}`)
        ? withoutMissing(path, text, tree)
        : text,
    ]),
  );
}

function withoutMissing(
  path: string,
  text: string,
  tree: ReadonlyMap<string, string>,
): string {
  const [document] = documentsOf(path, text);
  const resources = document?.get('resources');
  if (!isSeq(resources)) return text;
  const isThere = (name: string) => {
    const wanted = join(dirname(path), name);
    return [...tree.keys()].some(
      file => file === wanted || file.startsWith(`${wanted}/`),
    );
  };
  const names = resources.toJSON() as string[];
  const left = resources.items.filter((_, index) => isThere(names[index]));
  if (left.length === resources.items.length) return text;
  resources.items = left;
  return documentText(document);
}
