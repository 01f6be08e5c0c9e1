import { Refusal } from '../host/forgeHost';
import { MOVED } from '../host/mergePullRequest';

/** GitHub has not found out yet whether the pull request can be merged: its `mergeable` is null. */
export const COMPUTES = 'it still computes whether it can be merged';

/** What GitHub's refusals to merge mean, by the words of `PUT /pulls/{number}/merge` (405 and 409). */
export const GITHUB_REFUSALS: Refusal[] = [
  { words: /^Head branch was modified/, kind: 'conflict', ...MOVED },
  {
    words: /^Base branch was modified/,
    kind: 'conflict',
    answer: 'something else was merged at the same moment',
    advice: 'Try again',
    passes: true,
  },
  {
    words: new RegExp(`^${COMPUTES}`),
    kind: 'conflict',
    advice: 'Wait a moment and try again',
    passes: true,
  },
  {
    words: /still a draft/i,
    kind: 'conflict',
    advice: 'Mark it as ready for review, then merge it',
  },
  {
    words: /(merges|merge commits|squash\w*) are not allowed/i,
    kind: 'conflict',
    advice:
      'Allow that merge style in the settings of the repository, or choose the other one in kro.changes.merge',
  },
  {
    words: /conflict|is not mergeable/i,
    kind: 'conflict',
    answer: 'the target branch has changed the same lines meanwhile',
    advice: 'Close it and propose the change again, or resolve it by hand',
  },
];
