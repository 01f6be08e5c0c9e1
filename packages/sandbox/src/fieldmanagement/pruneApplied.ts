import { FieldSet } from './fieldSet';
import { MergeType } from './mergeType';
import { removeItems } from './removeItems';
import { toFieldSet, withNamedParents } from './toFieldSet';

/**
 * Takes out of a merged object what its applier applied before and applies no longer, but for what another manager
 * owns, and for what stands below without being owned by anyone.
 *
 * `last` is what the applier owned, `owned` what all managers own now. Follows `prune` of structured-merge-diff.
 */
export function pruneApplied(
  type: MergeType,
  merged: unknown,
  last: FieldSet,
  owned: FieldSet,
): unknown {
  if (last.isEmpty) {
    return merged;
  }
  const named = (set: FieldSet) => withNamedParents(type, set);
  const setOf = (value: unknown) => named(toFieldSet(type, value));
  const all = setOf(merged);
  const before = named(last);

  const bare = removeItems(type, merged, before);
  const unowned = all.difference(setOf(bare).union(named(owned)));
  const kept = removeItems(type, merged, unowned);
  const gone = all.difference(setOf(kept)).intersection(before);
  return removeItems(type, merged, gone);
}
