import { Graph } from '../contract';
import { compiledGraph } from '../graph/compiledGraph';
import { copyJson } from '../json';
import { KubernetesObject } from '../kubernetesObject';
import { applyDefaults } from './defaults';

/** A copy of an instance with the defaults that the API server would fill in. */
export function defaultInstance(
  graph: Graph,
  instance: KubernetesObject,
): KubernetesObject {
  const copy = copyJson(instance);
  applyDefaults(copy, compiledGraph(graph).instance);
  return copy;
}
