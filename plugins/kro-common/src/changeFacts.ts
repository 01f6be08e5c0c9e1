import { ChangeFacts, ChangeSummary } from './change';

/** Branches of the portal's own pull requests begin so. */
export const CHANGE_BRANCH_PREFIX = 'mini-atlas/';

const ORDERED_BY = 'Ordered-by: ';

const ENTITY_REF = /^[a-z][a-z0-9]*:[-\w.]+\/[-\w.]+$/i;

/** What the portal follows a pull request by, out of all that a Git host says of it. */
export function changeFactsOf(
  pullRequest: Omit<ChangeFacts, 'files'>,
  files: ChangeFacts['files'],
): ChangeFacts {
  const { number, title, author, url, branch, state, mergeable, createdAt } =
    pullRequest;
  const { mergedAt, closedAt, mergeCommit, unmergeableSince } = pullRequest;
  return {
    number,
    title,
    author,
    url,
    branch,
    state,
    mergeable,
    ...(unmergeableSince ? { unmergeableSince } : {}),
    createdAt,
    ...(mergedAt ? { mergedAt } : {}),
    ...(closedAt ? { closedAt } : {}),
    ...(mergeCommit ? { mergeCommit } : {}),
    files,
  };
}

/** What a change does to its instance, by what it does to the files. */
export function changeActionOf({
  files,
}: Pick<ChangeFacts, 'files'>): ChangeSummary['action'] {
  if (files.length > 0 && files.every(file => file.status === 'removed')) {
    return 'remove';
  }
  return files.some(file => file.status === 'added') ? 'create' : 'edit';
}

/** Whether a branch is that of a change of the portal. */
export function isChangeBranch(branch: string): boolean {
  return branch.startsWith(CHANGE_BRANCH_PREFIX);
}

/** The last line of a change's body and commit message: who wanted it, an entity ref on one line. */
export function orderedByLine(entityRef: string): string {
  return `${ORDERED_BY}${entityRef}`;
}

/** Who wanted a change, from its body: the reverse of `orderedByLine`. `undefined` where nobody stands there. */
export function ordererOf(body: string): string | undefined {
  const last = (body.trimEnd().split('\n').pop() ?? '').trim();
  const ref = last.startsWith(ORDERED_BY)
    ? last.slice(ORDERED_BY.length)
    : undefined;
  return ref && ENTITY_REF.test(ref) ? ref : undefined;
}
