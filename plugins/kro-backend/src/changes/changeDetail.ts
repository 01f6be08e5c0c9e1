import {
  ChangeDetail,
  ChangeLinks,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Forge, MergeStyle } from '@mini-atlas/forge';
import { mergeVerdictOf } from './mergePolicy';
import { KnownPullRequest } from './pullRequestCache';

/** A change in full, out of what is known already: asks the forge for nothing. */
export function changeDetailOf(
  forge: Pick<Forge, 'commitUrl' | 'fileUrl'>,
  known: KnownPullRequest,
  parts: {
    summary: ChangeSummary;
    diff: string;
    merging: { style: MergeStyle | undefined; mayMerge: boolean };
  },
): ChangeDetail {
  const { pullRequest } = known;
  return {
    ...parts.summary,
    body: pullRequest.body,
    diff: parts.diff,
    headCommit: pullRequest.headCommit,
    merge: mergeVerdictOf(pullRequest, parts.merging),
    links: linksOf(forge, known),
  };
}

function linksOf(
  forge: Pick<Forge, 'commitUrl' | 'fileUrl'>,
  { pullRequest, files }: KnownPullRequest,
): ChangeLinks {
  const { headCommit, mergeCommit, state } = pullRequest;
  const addresses = files.flatMap(({ path, status }): [string, string][] => {
    if (status !== 'removed') return [[path, forge.fileUrl(path, headCommit)]];
    return state === 'merged' ? [] : [[path, forge.fileUrl(path)]];
  });
  return {
    files: Object.fromEntries(addresses),
    headCommit: forge.commitUrl(headCommit),
    ...(mergeCommit ? { mergeCommit: forge.commitUrl(mergeCommit) } : {}),
  };
}
