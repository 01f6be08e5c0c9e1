import {
  isJsonObject,
  mergePatch,
} from '@mini-atlas/backstage-plugin-kro-common';
import { JsonObject, JsonValue } from '@mini-atlas/kro';
import { isDeepStrictEqual } from 'node:util';
import { Document, isMap, isSeq } from 'yaml';

/** The spec before and after a patch, as the cluster would have it: with the abstraction's defaults. */
export interface EffectiveSpecs {
  before: JsonObject;
  after: JsonObject;
}

/**
 * Writes a merge patch of the spec into a document. What the patch does not name, or what it names without any effect,
 * stays as it is written, comments included.
 */
export function patchSpec(
  document: Document,
  patch: JsonObject,
  { before, after }: EffectiveSpecs,
): void {
  patchMap(document, ['spec'], { patch, before, after });
}

interface MapPatch {
  patch: JsonObject;
  before: JsonObject;
  after: JsonObject;
}

function patchMap(document: Document, path: string[], map: MapPatch): void {
  for (const [key, value] of Object.entries(map.patch)) {
    const at = [...path, key];
    const before = map.before[key];
    const after = map.after[key];
    if (isDeepStrictEqual(before, after)) continue;
    if (value === null) document.deleteIn(at);
    else if (isJsonObject(value)) {
      patchMapAt(document, at, { patch: value, before, after });
    } else if (Array.isArray(value)) {
      writeList(document, at, value, before);
    } else if (value !== undefined) write(document, at, value);
  }
}

function patchMapAt(
  document: Document,
  at: string[],
  {
    patch,
    before,
    after,
  }: Record<'before' | 'after', unknown> & {
    patch: JsonObject;
  },
): void {
  if (isMap(document.getIn(at, true))) {
    patchMap(document, at, {
      patch,
      before: isJsonObject(before) ? before : {},
      after: isJsonObject(after) ? after : {},
    });
    return;
  }
  // Nothing is written of it yet: only what differs from the defaults needs to be.
  const needed = Object.entries(mergePatch({}, patch)).filter(
    ([key, value]) =>
      !isJsonObject(before) || !isDeepStrictEqual(before[key], value),
  );
  write(document, at, Object.fromEntries(needed));
}

/** Items that stay keep their text and comments, wherever in the list they stand now. */
function writeList(
  document: Document,
  at: string[],
  items: JsonValue[],
  effective: unknown,
): void {
  const node = document.getIn(at, true);
  if (!isSeq(node)) {
    write(document, at, items);
    return;
  }
  const old = node.items.map((item, index) => ({
    item,
    values: [
      toJson(node.get(index)),
      Array.isArray(effective) ? effective[index] : undefined,
    ],
  }));
  node.items = items.map(item => {
    const found = old.findIndex(({ values }) =>
      values.some(value => isDeepStrictEqual(value, item)),
    );
    return found < 0 ? document.createNode(item) : old.splice(found, 1)[0].item;
  });
}

function toJson(node: unknown): unknown {
  return isMap(node) || isSeq(node) ? node.toJSON() : node;
}

/** Sets a value and makes what must be around it, also where the file says `spec:` and nothing more. */
function write(document: Document, at: string[], value: JsonValue): void {
  const parents = at.slice(1).map((_, index) => at.slice(0, index + 1));
  for (const parent of parents) {
    if (!isMap(document.getIn(parent, true))) {
      document.setIn(parent, document.createNode({}));
    }
  }
  document.setIn(at, value);
}
