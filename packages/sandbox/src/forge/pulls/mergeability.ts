import { branchHead, mergeBase as mergeBaseOf } from '../git/refs';
import { mergeTrees } from '../git/mergeTrees';
import { rememberByCommits } from '../git/rememberByCommits';
import { PullRecord } from '../store/records';
import { Repository } from '../store/repositories';

/** How head and base of a pull request stand to each other. */
export interface Mergeability {
  /** Where they parted; absent when a branch is gone or they have nothing in common. */
  mergeBase?: string;
  mergeable: boolean;
  /** Files in which both sides changed the same lines. */
  conflicts: string[];
}

const tryMerge = rememberByCommits(
  async (
    directory: string,
    base: string,
    head: string,
  ): Promise<Mergeability> => {
    const mergeBase = await mergeBaseOf(directory, base, head);
    if (!mergeBase) return { mergeable: false, conflicts: [] };
    const { conflicts = [] } = await mergeTrees(directory, base, head);
    return { mergeBase, mergeable: conflicts.length === 0, conflicts };
  },
);

/** Tries the merge; changes nothing. A merged pull request keeps the merge base it had. */
export async function mergeability(
  { directory }: Repository,
  pull: PullRecord,
): Promise<Mergeability> {
  if (pull.merged) {
    return { mergeBase: pull.merged.mergeBase, mergeable: true, conflicts: [] };
  }
  const base = await branchHead(directory, pull.baseBranch);
  if (!base) return { mergeable: false, conflicts: [] };
  return tryMerge(directory, base, pull.headCommit);
}
