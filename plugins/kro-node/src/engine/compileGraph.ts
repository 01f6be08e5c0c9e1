import {
  buildGraph,
  Graph,
  KubernetesObject,
  parseResourceGraphDefinition,
  TypeResolver,
} from '@mini-atlas/kro';

/**
 * The graph of a ResourceGraphDefinition as KRO would compile it.
 *
 * @throws GraphError with KRO's reason when it would not be accepted.
 */
export function compileGraph(
  rgd: KubernetesObject,
  resolve: TypeResolver,
): Graph {
  return buildGraph(parseResourceGraphDefinition(rgd), resolve);
}
