import { GraphError } from '../graphError';
import { compareText } from '../json';

/** Ids of the nodes that each node needs. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

function findCycle(dependencies: Dependencies): string[] {
  const done = new Set<string>();
  const walk = (id: string, chain: string[]): string[] | undefined => {
    if (chain.includes(id)) return [...chain.slice(chain.indexOf(id)), id];
    if (done.has(id)) return undefined;
    for (const dependency of dependencies.get(id) ?? []) {
      const cycle = walk(dependency, [...chain, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of dependencies.keys()) {
    const cycle = walk(id, []);
    if (cycle) return cycle;
  }
  return [];
}

/**
 * Sorts nodes so that each comes after what it depends on; among those that could be next, the one written
 * first in the RGD.
 *
 * @param dependencies - by id, in the order of the RGD
 * @throws GraphError naming the cycle
 */
export function topologicalOrder(dependencies: Dependencies): string[] {
  const waiting = new Map(dependencies);
  const order: string[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(([, needs]) =>
      needs.every(id => !waiting.has(id)),
    );
    if (!next) {
      throw new GraphError(
        `graph contains a cycle: ${findCycle(dependencies).join(' -> ')}`,
        'spec.resources',
      );
    }
    waiting.delete(next[0]);
    order.push(next[0]);
  }
  return order;
}

/**
 * The wave in which KRO would delete each node, counted from 1 for the last; children carry it as the annotation
 * `internal.kro.run/apply-order`. Nodes that nothing depends on have the highest number.
 */
export function applyOrders(dependencies: Dependencies): Map<string, number> {
  const waiting = new Map(dependencies);
  const layers: string[][] = [];
  while (waiting.size > 0) {
    const needed = new Set([...waiting.values()].flat());
    const layer = [...waiting.keys()].filter(id => !needed.has(id));
    if (layer.length === 0) break;
    layer.forEach(id => waiting.delete(id));
    layers.push(layer.sort(compareText));
  }
  return new Map(
    layers.flatMap((layer, i) =>
      layer.map((id): [string, number] => [id, layers.length - i]),
    ),
  );
}
