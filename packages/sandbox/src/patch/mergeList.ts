import { OpenApiSchema } from '@mini-atlas/kro';
import { jsonEqual } from '../schema/jsonEqual';
import { isRecord } from '../schema/keywords';
import { patchDirective, withoutDirectives } from './directives';
import { identity, inElementOrder } from './elementOrder';
import { PatchError, unprocessable } from './patchError';

type Fields = Record<string, unknown>;
/** Merges a patch into one object of the list. */
export type MergeObject = (
  schema: OpenApiSchema | undefined,
  original: Fields,
  patch: Fields,
) => Fields;

function contains(items: unknown[], wanted: unknown): boolean {
  return items.some(item => jsonEqual(item, wanted));
}

function mergePrimitives(original: unknown[], patch: unknown[]): unknown[] {
  return [...original, ...patch].reduce<unknown[]>(
    (merged, item) => (contains(merged, item) ? merged : [...merged, item]),
    [],
  );
}

function keyed(items: unknown[], mergeKey: string): Fields[] {
  return items.map(item => {
    if (!isRecord(item)) {
      throw unprocessable(
        `list element types are not identical: ${JSON.stringify(items)}`,
      );
    }
    if (!(mergeKey in item) && item[patchDirective] !== 'replace') {
      throw new PatchError(
        500,
        `map: ${JSON.stringify(
          item,
        )} does not contain declared merge key: ${mergeKey}`,
      );
    }
    return item;
  });
}

/** Carries out `$patch: delete` and `$patch: replace` among the items; answers what is left to merge. */
function applyItemDirectives(
  original: Fields[],
  patch: Fields[],
  mergeKey: string,
): { original: Fields[]; patch: Fields[] } {
  const plain = patch.filter(item => !(patchDirective in item));
  const marked = patch.filter(item => patchDirective in item);
  const odd = marked.find(
    item => !['delete', 'replace'].includes(String(item[patchDirective])),
  );
  if (odd) {
    throw new PatchError(
      500,
      `unknown patch type: ${String(
        odd[patchDirective],
      )} in map: ${JSON.stringify(odd)}`,
    );
  }
  if (marked.some(item => item[patchDirective] === 'replace')) {
    return { original: plain, patch: [] };
  }
  const deleted = marked.map(item => item[mergeKey]);
  return {
    original: original.filter(item => !contains(deleted, item[mergeKey])),
    patch: plain,
  };
}

function mergeObjects(
  schema: OpenApiSchema | undefined,
  original: Fields[],
  patch: Fields[],
  mergeKey: string,
  mergeObject: MergeObject,
): Fields[] {
  const result = [...original];
  for (const item of patch) {
    const at = result.findIndex(candidate =>
      jsonEqual(identity(candidate, mergeKey), item[mergeKey]),
    );
    if (at >= 0) {
      result[at] = mergeObject(schema, result[at], item);
    } else {
      result.push(withoutDirectives(item) as Fields);
    }
  }
  return result;
}

/**
 * Merges a patch list into a list, by merge key or, for primitives, as sets; then orders the result by the patch.
 * `schema` is that of the items.
 */
export function mergeList(
  schema: OpenApiSchema | undefined,
  original: unknown[],
  patch: unknown[],
  mergeKey: string | undefined,
  mergeObject: MergeObject,
): unknown[] {
  if (![...original, ...patch].some(isRecord)) {
    const merged = mergePrimitives(original, patch);
    return inElementOrder(merged, patch, original, undefined);
  }
  if (mergeKey === undefined) {
    throw new PatchError(
      500,
      `cannot merge lists without merge key for ${schema?.type ?? 'Struct'}`,
    );
  }
  const left = applyItemDirectives(
    keyed(original, mergeKey),
    keyed(patch, mergeKey),
    mergeKey,
  );
  const merged = mergeObjects(
    schema,
    left.original,
    left.patch,
    mergeKey,
    mergeObject,
  );
  return inElementOrder(merged, left.patch, left.original, mergeKey);
}
