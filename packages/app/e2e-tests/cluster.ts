/** Which cluster the journeys go through: MINI_ATLAS_CLUSTER, `sandbox` unless it says otherwise. */
export const cluster = clusterOf(process.env.MINI_ATLAS_CLUSTER ?? 'sandbox');

type ClusterName = 'sandbox' | 'testbed';

/** What a cluster can do; a journey that needs more is skipped by what it lacks. */
export const abilities = {
  sandbox: { mergesOnPage: true, pullsImages: true },
  // Gitea is built without the scripts of its pages, and KWOK runs pods whatever their image.
  testbed: { mergesOnPage: false, pullsImages: false },
}[cluster];

function clusterOf(name: string): ClusterName {
  if (name === 'sandbox' || name === 'testbed') return name;
  throw new Error(
    `MINI_ATLAS_CLUSTER is '${name}': it must be sandbox or testbed.`,
  );
}
