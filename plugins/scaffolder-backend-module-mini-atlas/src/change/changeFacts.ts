import { ChangedFile, PullRequest } from '@mini-atlas/forge';
import { ChangeFacts } from '@mini-atlas/backstage-plugin-kro-common';

/** What the portal follows a pull request by. */
export function changeFacts(
  pullRequest: PullRequest,
  files: ChangedFile[],
): ChangeFacts {
  const { number, title, author, url, branch, state, mergeable, createdAt } =
    pullRequest;
  const { mergedAt, closedAt, mergeCommit } = pullRequest;
  return {
    number,
    title,
    author,
    url,
    branch,
    state,
    mergeable,
    createdAt,
    ...(mergedAt ? { mergedAt } : {}),
    ...(closedAt ? { closedAt } : {}),
    ...(mergeCommit ? { mergeCommit } : {}),
    files,
  };
}
