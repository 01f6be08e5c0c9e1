import {
  AbstractionSummary,
  ClusterStatus,
  InstanceDetail,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { RESOURCE_GRAPH_DEFINITION } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import { runStep } from '../engine/runStep';
import { abstractionSummaryOf } from '../present/abstractionSummary';
import { ChangedInstance } from '../present/changeOutcome';
import { deliveryPathIfAny } from '../present/delivery';
import {
  evaluateInstance,
  InstanceEvaluation,
} from '../present/instanceEvaluation';
import { isObserved } from '../present/instanceHealth';
import { instanceDetailOf, InstanceSubject } from '../present/instanceView';
import { sourceOf } from '../present/source';
import { KubernetesObject } from '@mini-atlas/kro';
import { GraphTypes } from '../types/graphTypes';
import { TypeCatalog } from '../types/typeCatalog';
import { GraphCache } from './graphCache';
import { InstanceDirectory, LocatedInstance } from './instanceDirectory';
import { SummaryCache } from './summaryCache';

/**
 * What the store means: abstractions and instances. Evaluating an instance is the expensive part; it is done when first
 * asked for and kept until `forgetInstance`.
 */
export class ClusterView {
  readonly graphs: GraphCache;
  readonly directory: InstanceDirectory;
  private readonly evaluations = new Map<string, InstanceEvaluation>();
  private readonly summaries = new SummaryCache();
  private readonly gone = new Map<string, string>();

  constructor(
    cluster: string,
    readonly store: ObjectStore,
    readonly types: TypeCatalog,
    private readonly graphTypes: () => GraphTypes[],
  ) {
    this.graphs = new GraphCache(type => types.resolve(type));
    this.directory = new InstanceDirectory(cluster, store, graphTypes);
  }

  /** An instance must be looked at again. */
  forgetInstance(uid: string): void {
    this.evaluations.delete(uid);
  }

  /** An instance is gone, since a moment (RFC 3339). */
  forgetRef(ref: string, at: string): void {
    this.summaries.forget(ref);
    this.gone.set(ref, at);
  }

  /** RFC 3339: when an instance was last seen to go; `undefined` when none of that name was. */
  goneAt(ref: string): string | undefined {
    return this.gone.get(ref);
  }

  /** What types are, or what all graphs mean, may have changed. */
  forgetEverything(): void {
    this.graphs.forget();
    this.evaluations.clear();
  }

  /** The uids of the instances that were not looked at since they changed. */
  unevaluated(): string[] {
    return this.directory
      .all()
      .filter(located => !this.isKnown(located))
      .map(({ object }) => this.keyOf(object));
  }

  /**
   * Looks at instances for some milliseconds, so that `instances` has less left to do.
   *
   * @param uids - which; those that were looked at are taken from its end
   */
  evaluateFor(milliseconds: number, uids: string[]): void {
    const end = performance.now() + milliseconds;
    const abstractions = new Map<string, AbstractionSummary | undefined>();
    while (performance.now() < end) {
      const uid = uids.pop();
      if (uid === undefined) return;
      const located = this.directory.byUid(uid);
      if (!located) continue;
      const { types } = located;
      if (!abstractions.has(types.name)) {
        abstractions.set(types.name, this.summaryOf(types));
      }
      const abstraction = abstractions.get(types.name);
      if (abstraction) {
        this.summaries.summaryOf(this.subject(located, abstraction));
      }
    }
  }

  /** All abstractions by name. */
  abstractions(): AbstractionSummary[] {
    return this.graphTypes()
      .flatMap(types => this.summaryOf(types) ?? [])
      .sort((left, right) => left.name.localeCompare(right.name));
  }

  /** One abstraction, or `undefined`. */
  abstractionNamed(name: string): AbstractionSummary | undefined {
    const types = this.graphTypes().find(graph => graph.name === name);
    return types && this.summaryOf(types);
  }

  /**
   * All instances by namespace and name.
   *
   * @param milliseconds - how long to look at those that changed since; what is not looked at by then is left out
   */
  instances(milliseconds = Infinity): InstanceSummary[] {
    const end = performance.now() + milliseconds;
    return this.graphTypes()
      .flatMap(types => {
        const abstraction = this.summaryOf(types);
        return abstraction
          ? this.directory
              .ofAbstraction(types)
              .flatMap(located =>
                this.isKnown(located) || performance.now() < end
                  ? this.summaries.summaryOf(this.subject(located, abstraction))
                  : [],
              )
          : [];
      })
      .sort((left, right) => (left.ref < right.ref ? -1 : 1));
  }

  /** One instance in full. */
  instance(ref: string, cluster: ClusterStatus): InstanceDetail | undefined {
    const located = this.directory.find(ref);
    const abstraction = located && this.summaryOf(located.types);
    if (!located || !abstraction) return undefined;
    const path = deliveryPathIfAny(abstraction, located.object);
    return instanceDetailOf(
      this.store,
      this.subject(located, abstraction),
      cluster,
      sourceOf(this.store, located.object, path),
    );
  }

  /** The instance as a change of it is followed. */
  changedInstance(ref: string): ChangedInstance | undefined {
    const located = this.directory.find(ref);
    const abstraction = located && this.summaryOf(located.types);
    if (!located || !abstraction) return undefined;
    const subject = this.subject(located, abstraction);
    const present = subject.evaluation.children.filter(
      ({ object, child }) => object || child.hidden,
    );
    const madeAt = present
      .flatMap(({ child }) => child.createdAt ?? [])
      .sort()
      .at(-1);
    return {
      summary: this.summaries.summaryOf(subject),
      observed: isObserved(located.object),
      existing: subject.evaluation.counts.existing,
      present: present.map(({ child }) => `${child.kind} ${child.name}`),
      ...(madeAt ? { madeAt } : {}),
    };
  }

  /** Nodes, children and causes of an instance. */
  evaluationOf(ref: string): InstanceEvaluation | undefined {
    const located = this.directory.find(ref);
    const abstraction = located && this.summaryOf(located.types);
    return located && abstraction && this.evaluate(located, abstraction);
  }

  private summaryOf(types: GraphTypes): AbstractionSummary | undefined {
    const rgd = this.store.get(RESOURCE_GRAPH_DEFINITION, types.name);
    return (
      rgd &&
      abstractionSummaryOf(
        rgd,
        types,
        this.types.resolve(types.instance),
        this.store.count(types.instance),
      )
    );
  }

  private subject(
    located: LocatedInstance,
    abstraction: AbstractionSummary,
  ): InstanceSubject {
    const { object } = located;
    const workspace = this.directory.workspaceOf(object)?.metadata.name;
    const owner = this.directory.ownerOf(object);
    return {
      ref: this.directory.refOf(object),
      object,
      abstraction,
      ...(workspace ? { workspace } : {}),
      ...(owner ? { owner } : {}),
      evaluation: this.evaluate(located, abstraction),
    };
  }

  private evaluate(
    { object, types }: LocatedInstance,
    abstraction: AbstractionSummary,
  ): InstanceEvaluation {
    const key = this.keyOf(object);
    const known = this.evaluations.get(key);
    if (known) return known;
    const rgd = this.store.get(RESOURCE_GRAPH_DEFINITION, types.name);
    const graph = rgd && this.graphs.graphIfAccepted(rgd);
    const evaluation = evaluateInstance(this.store, object, {
      abstraction,
      ...(graph ? { graph, step: runStep(this.store, graph, object) } : {}),
    });
    this.evaluations.set(key, evaluation);
    return evaluation;
  }

  private isKnown({ object }: LocatedInstance): boolean {
    return this.evaluations.has(this.keyOf(object));
  }

  private keyOf(object: KubernetesObject): string {
    return object.metadata.uid ?? this.directory.refOf(object);
  }
}
