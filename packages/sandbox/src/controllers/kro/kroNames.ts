/** KRO's field manager for everything it does not apply. */
export const KRO_MANAGER = { fieldManager: 'kro' };

/** The types KRO brings with it. */
export const RGD = {
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
};
export const GRAPH_REVISION = {
  apiVersion: 'internal.kro.run/v1alpha1',
  kind: 'GraphRevision',
};

/** The hash of the spec that a GraphRevision holds. */
export const REVISION_HASH_LABEL = 'kro.run/graph-revision-hash';
