import { AbstractionDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/** What a write action says of its abstraction. JSON. */
export type Orderable = Pick<
  AbstractionDetail,
  'name' | 'kind' | 'title' | 'description' | 'scope' | 'fields' | 'specSchema'
>;

/** The abstractions that may be ordered, as the cluster offers them now. */
export function orderablesOf(cluster: KroCluster): Orderable[] {
  return cluster
    .abstractions()
    .filter(({ selfService }) => selfService)
    .flatMap(({ name }) => cluster.abstraction(name) ?? [])
    .map(({ name, kind, title, description, scope, fields, specSchema }) => ({
      ...{ name, kind, title, description },
      ...{ scope, fields, specSchema },
    }));
}
