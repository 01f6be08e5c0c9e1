import { ChangeSet, PullRequest } from '../forge';
import { pullRequestOf } from './giteaAnswers';
import { GiteaRepository } from './giteaRepository';

/** Closed pull requests that are looked through for one that already did the same. */
const CLOSED_LOOKED_THROUGH = 50;

/** The open, or the merged, pull request of a change's branch to `target`; `undefined` when there is none. */
export async function findPullRequest(
  gitea: GiteaRepository,
  target: string,
  { branch }: ChangeSet,
  state: 'open' | 'closed',
): Promise<PullRequest | undefined> {
  const all = await gitea.list(
    {
      doing: `list pull requests of ${gitea.fullName}`,
      path: '/pulls',
      query: { state },
    },
    pullRequestOf,
    state === 'open' ? Number.POSITIVE_INFINITY : CLOSED_LOOKED_THROUGH,
  );
  return all.find(
    candidate =>
      candidate.branch === branch &&
      candidate.targetBranch === target &&
      (state === 'open' || candidate.state === 'merged'),
  );
}
