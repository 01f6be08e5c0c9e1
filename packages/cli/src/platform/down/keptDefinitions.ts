import { Cluster } from '../cluster/cluster';
import { Layer } from '../cluster/layers';

const GRAPH = 'ResourceGraphDefinition';

/** The abstractions that layers have brought, by name. */
export function abstractionsOf(layers: Layer[]): string[] {
  return layers
    .flatMap(({ inventory }) => inventory)
    .filter(({ kind }) => kind === GRAPH)
    .map(({ name }) => name);
}

/**
 * The definitions that KRO has made for abstractions, and keeps when those go: with them would go whatever else is of
 * their kind.
 */
export async function keptDefinitions(
  cluster: Cluster,
  abstractions: string[],
): Promise<string[]> {
  const definitions = await cluster.list(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    { query: { labelSelector: 'kro.run/owned=true' } },
  );
  return (definitions ?? [])
    .filter(({ metadata }) =>
      abstractions.includes(
        metadata.labels?.['kro.run/resource-graph-definition-name'] ?? '',
      ),
    )
    .map(({ metadata }) => metadata.name);
}
