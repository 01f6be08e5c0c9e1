import {
  ChangeFacts,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { ChangedInstanceRefs } from './instanceOfChange';
import { KnownPullRequest } from './pullRequestCache';

const ENTITY_REF = /^[a-z][a-z0-9]*:[-\w.]+\/[-\w.]+$/i;

function factsOf({ pullRequest, files }: KnownPullRequest): ChangeFacts {
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

function actionOf({ files }: ChangeFacts): ChangeSummary['action'] {
  if (files.length > 0 && files.every(file => file.status === 'removed')) {
    return 'remove';
  }
  return files.some(file => file.status === 'added') ? 'create' : 'edit';
}

/** Who ordered it: the last line of the body is `Ordered-by: <entity ref>`. */
export function ordererOf(body: string): string | undefined {
  const last = body.trimEnd().split('\n').pop() ?? '';
  const ref = /^Ordered-by: (\S+)$/.exec(last.trim())?.[1];
  return ref && ENTITY_REF.test(ref) ? ref : undefined;
}

/** A pull request as pages show it, with its stages as the cluster shows them now. */
export function changeSummaryOf(
  cluster: KroCluster,
  known: KnownPullRequest,
  refs: ChangedInstanceRefs,
): ChangeSummary {
  const facts = factsOf(known);
  const orderedBy = ordererOf(known.pullRequest.body);
  return {
    ...facts,
    action: actionOf(facts),
    ...refs,
    ...(orderedBy ? { orderedBy } : {}),
    stages: cluster.changeStages(facts),
  };
}
