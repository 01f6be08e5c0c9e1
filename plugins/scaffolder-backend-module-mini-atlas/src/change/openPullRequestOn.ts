import { Forge, PullRequest } from '@mini-atlas/forge';

/** An open pull request, other than the one of `ownBranch`, that touches a file; `undefined` when there is none. */
export async function openPullRequestOn(
  forge: Forge,
  path: string,
  ownBranch: string,
): Promise<PullRequest | undefined> {
  for (const pullRequest of await forge.pullRequests({ state: 'open' })) {
    if (pullRequest.branch === ownBranch) continue;
    const files = await forge.changedFiles(pullRequest.number);
    if (files.some(changed => changed.path === path)) return pullRequest;
  }
  return undefined;
}
