import { Refusal } from '../host/forgeHost';
import { MOVED } from '../host/mergePullRequest';

/** What Gitea's refusals mean; the words are those of `MergePullRequest` in its `routers/api/v1/repo/pull.go`, 1.26. */
export const GITEA_REFUSALS: Refusal[] = [
  { words: /^head out of date/, kind: 'conflict', ...MOVED },
  {
    words: /not allowed to merge/,
    kind: 'forbidden',
    answer: 'the account of kro.delivery.token may not merge it',
    advice:
      'Give that account write access and put it on the merge list of the branch’s protection, or merge at the Git host',
  },
  {
    words: /^Work in progress/,
    kind: 'conflict',
    advice: 'Take the mark off its title when it is ready',
  },
  {
    // It looks whether the pull request can be merged; or has looked, and it cannot.
    words: /try again later/,
    kind: 'conflict',
    answer: 'the host still looks whether it can be merged, or it conflicts',
    advice:
      'Wait a moment and try again; if it conflicts, close it and propose the change again',
    passes: true,
  },
  {
    words: /allowed merge style/,
    kind: 'conflict',
    advice:
      'Allow that merge style in the settings of the repository, or choose the other one in kro.changes.merge',
  },
  {
    // Said by Gitea, and by git that it pushes with.
    words: /^merge push out of date|cannot lock ref/,
    kind: 'conflict',
    answer: 'something else was merged at the same moment',
    advice: 'Try again',
    passes: true,
  },
  {
    words: /conflict|unrelated histor/i,
    kind: 'conflict',
    answer: 'the target branch has changed the same lines meanwhile',
    advice: 'Close it and propose the change again, or resolve it by hand',
  },
];
