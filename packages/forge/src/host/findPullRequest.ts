import { ChangeSet, PullRequest } from '../forge';
import { ChangeHost } from './forgeHost';

/** The open, or the merged, pull request of a change's branch to `target`; `undefined` when there is none. */
export async function findPullRequest(
  host: ChangeHost,
  target: string,
  { branch }: ChangeSet,
  state: 'open' | 'closed',
): Promise<PullRequest | undefined> {
  const all = await host.pullRequestsOf(branch, state);
  return all.find(
    candidate =>
      candidate.branch === branch &&
      candidate.targetBranch === target &&
      (state === 'open' || candidate.state === 'merged'),
  );
}
