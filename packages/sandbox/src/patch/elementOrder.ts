import { jsonEqual } from '../schema/jsonEqual';
import { isRecord } from '../schema/keywords';
import { patchDirective } from './directives';

/** What an item of a list is known by: its merge key, or itself. */
export function identity(item: unknown, mergeKey: string | undefined): unknown {
  return mergeKey !== undefined && isRecord(item) ? item[mergeKey] : item;
}

function indexIn(
  order: unknown[],
  item: unknown,
  mergeKey: string | undefined,
): number {
  const wanted = identity(item, mergeKey);
  return order.findIndex(candidate =>
    jsonEqual(identity(candidate, mergeKey), wanted),
  );
}

function sortedBy(
  items: unknown[],
  order: unknown[],
  mergeKey: string | undefined,
): unknown[] {
  return items
    .map(item => ({ item, at: indexIn(order, item, mergeKey) }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}

/**
 * Orders a merged list: what the patch names (`patchOrder`) stands as the patch has it, what only the server has stands
 * as it stood (`serverOrder`), and of the two the one that stood first comes first; new ones come before.
 */
export function inElementOrder(
  merged: unknown[],
  patchOrder: unknown[],
  serverOrder: unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const isPatched = (item: unknown) => indexIn(patchOrder, item, mergeKey) >= 0;
  const patched = sortedBy(merged.filter(isPatched), patchOrder, mergeKey);
  const kept = sortedBy(
    merged.filter(item => !isPatched(item)),
    serverOrder,
    mergeKey,
  );
  const result: unknown[] = [];
  while (patched.length > 0 && kept.length > 0) {
    const left = indexIn(serverOrder, kept[0], mergeKey);
    const right = indexIn(serverOrder, patched[0], mergeKey);
    const keptFirst = left >= 0 && right >= 0 && left < right;
    result.push(keptFirst ? kept.shift() : patched.shift());
  }
  return [...result, ...kept, ...patched];
}

/**
 * The order a list with `$setElementOrder` is held against: that of the server's list, in which new items take the
 * places of deleted ones from the end. Go's slices do so in passing, and clients see the order that comes of it.
 */
export function serverOrderAfter(
  original: unknown[],
  patch: unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const directive = (item: unknown) =>
    isRecord(item) ? item[patchDirective] : undefined;
  if (patch.some(item => directive(item) === 'replace')) {
    return original;
  }
  const deleted = patch.filter(item => directive(item) === 'delete');
  const kept = original.filter(item => indexIn(deleted, item, mergeKey) < 0);
  const added = patch.filter(
    item => directive(item) === undefined && indexIn(kept, item, mergeKey) < 0,
  );
  return [...kept, ...added].slice(0, original.length);
}
