import {
  changeActionOf,
  changeFactsOf,
  ChangeSummary,
  ordererOf,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { ChangedInstanceRefs } from './instanceOfChange';
import { KnownPullRequest } from './pullRequestCache';

/** A pull request as pages show it, with its stages as the cluster shows them now. */
export function changeSummaryOf(
  cluster: KroCluster,
  { pullRequest, files, unmergeableSince }: KnownPullRequest,
  refs: ChangedInstanceRefs,
): ChangeSummary {
  const facts = changeFactsOf(
    { ...pullRequest, ...(unmergeableSince ? { unmergeableSince } : {}) },
    files,
  );
  const orderedBy = ordererOf(pullRequest.body);
  return {
    ...facts,
    action: changeActionOf(facts),
    ...refs,
    ...(orderedBy ? { orderedBy } : {}),
    stages: cluster.changeStages(facts),
  };
}
