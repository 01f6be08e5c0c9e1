import { Graph, KubernetesObject, TypeResolver } from '@mini-atlas/kro';
import { compileGraph } from '../engine/compileGraph';

type Compiled = { graph: Graph } | { error: Error };

/** Compiled graphs by ResourceGraphDefinition; compiled when first asked for, and again when it or a type changed. */
export class GraphCache {
  private readonly compiled = new Map<string, Compiled>();

  constructor(private readonly resolve: TypeResolver) {}

  /** Forgets one graph, or all of them. */
  forget(name?: string): void {
    if (name === undefined) this.compiled.clear();
    else this.compiled.delete(name);
  }

  /**
   * The graph of a ResourceGraphDefinition.
   *
   * @throws with KRO's reason when it is not accepted.
   */
  graph(rgd: KubernetesObject): Graph {
    const result = this.result(rgd);
    if ('error' in result) throw result.error;
    return result.graph;
  }

  /** As `graph`, but `undefined` when it is not accepted. */
  graphIfAccepted(rgd: KubernetesObject): Graph | undefined {
    const result = this.result(rgd);
    return 'graph' in result ? result.graph : undefined;
  }

  private result(rgd: KubernetesObject): Compiled {
    const name = rgd.metadata.name ?? '';
    const known = this.compiled.get(name);
    if (known) return known;
    const result = this.compile(rgd);
    this.compiled.set(name, result);
    return result;
  }

  private compile(rgd: KubernetesObject): Compiled {
    try {
      return { graph: compileGraph(rgd, this.resolve) };
    } catch (error) {
      return {
        error: error instanceof Error ? error : new Error(String(error)),
      };
    }
  }
}
