import {
  defaultInstance,
  Graph,
  KubernetesObject,
  plan,
  Plan,
  validateInstance,
} from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { SpecProblem } from '../kroCluster';
import { isExternal, observedOf } from '../present/observedNodes';
import { fieldDescription } from './fieldDescription';
import { specProblemOf } from './specProblem';

/** Every place where a manifest, its defaults filled in, breaks the schema of its abstraction. */
export function specProblemsOf(
  graph: Graph,
  manifest: KubernetesObject,
): SpecProblem[] {
  return validateInstance(graph, defaultInstance(graph, manifest)).map(error =>
    specProblemOf(error, path => fieldDescription(graph, path)),
  );
}

/** What KRO will make of a manifest in the end, with what the cluster holds behind its external references. */
export function planManifest(
  store: ObjectStore,
  graph: Graph,
  manifest: KubernetesObject,
): Plan {
  const found = Object.entries(observedOf(store, graph, manifest)).filter(
    ([id, objects]) => isExternal(graph.nodes[id]) && objects.length > 0,
  );
  return plan(graph, manifest, Object.fromEntries(found));
}
