import { Refusal } from '../host/forgeHost';
import { MOVED } from '../host/mergePullRequest';

const RULE = (words: RegExp, answer: string, advice: string): Refusal => ({
  words,
  kind: 'conflict',
  answer,
  advice,
});

/**
 * What GitLab's refusals to merge mean: by the words of `PUT /merge_requests/{iid}/merge` (409), else by the merge
 * request's `detailed_merge_status` (405 and 422 alone do not say why).
 */
export const GITLAB_REFUSALS: Refusal[] = [
  { words: /^SHA does not match/, kind: 'conflict', ...MOVED },
  {
    words: /^(unchecked|checking|preparing|approvals_syncing)$/,
    kind: 'conflict',
    answer: 'it still looks whether it can be merged',
    advice: 'Wait a moment and try again',
    passes: true,
  },
  {
    // Nothing stands against it: another merge was under way.
    words: /^(mergeable|locked)$/,
    kind: 'conflict',
    answer: 'something else was merged at the same moment',
    advice: 'Try again',
    passes: true,
  },
  RULE(
    /^(conflict|broken_status)$/,
    'the target branch has changed the same lines meanwhile',
    'Close it and propose the change again, or resolve it by hand',
  ),
  RULE(
    /^need_rebase$/,
    'the project wants it to stand on the head of the target branch',
    'Rebase it at GitLab, then merge it',
  ),
  RULE(/^draft_status$/, 'it is a draft', 'Mark it as ready, then merge it'),
  RULE(
    /^(not_approved|requested_changes)$/,
    'approvals are missing, or changes were asked for',
    'Have it approved at GitLab, then merge it',
  ),
  RULE(
    /^(ci_must_pass|ci_still_running|status_checks_must_pass|external_status_checks)$/,
    'its pipeline or a status check has not passed',
    'Wait for it, or look at GitLab why it failed',
  ),
  RULE(
    /^discussions_not_resolved$/,
    'discussions are open',
    'Resolve them at GitLab, then merge it',
  ),
];
