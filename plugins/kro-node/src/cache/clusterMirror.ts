import { ResourceType, TypeRef } from '@mini-atlas/kro';
import { ClusterConnection } from '../connection/connection';
import { ConnectionLostError } from '../connection/errors';
import { BUILT_IN_POLICY_TYPES } from '../policy/policyTypes';
import { graphTypesOf, GraphTypes } from '../types/graphTypes';
import { TypeCatalog } from '../types/typeCatalog';
import {
  BASE_TYPES,
  CUSTOM_RESOURCE_DEFINITION,
  RESOURCE_GRAPH_DEFINITION,
} from './baseTypes';
import { ObjectStore, typeKey } from './objectStore';
import { Reflector, ReflectorState, runReflector } from './reflector';
import { WatchList, watchListOf, WatchTarget } from './watchList';

interface Running extends WatchTarget {
  reflector: Reflector;
  state: ReflectorState;
  /** Listed at least once, or known to be out of reach. */
  settled: boolean;
}

const REPLAN_DELAY_MS = 20;
const LEARN_RETRY_MS = 1_000;

/** What the mirror tells of itself. */
export interface MirrorState {
  /** Every type was listed once, or is known to be unavailable. */
  complete: boolean;
  /** Why the connection is lost; absent while it stands. */
  lost?: string;
  unavailable: { type: string; reason: string }[];
}

/**
 * Keeps an ObjectStore equal to the cluster: decides which types to watch, and watches each once.
 * Which types these are follows from the ResourceGraphDefinitions and changes with them.
 */
export class ClusterMirror {
  readonly store = new ObjectStore();
  readonly types: TypeCatalog;
  private readonly running = new Map<string, Running>();
  private readonly stopping = new AbortController();
  private notServed: TypeRef[] = [];
  private learningFailure: string | undefined;
  private planned = false;
  private replanTimer: NodeJS.Timeout | undefined;
  private planning = false;
  private graphs: GraphTypes[] | undefined;

  /**
   * @param listener - `onState` when the connection or a type changed its state, `onTypes` when what is known of types
   * may have changed.
   */
  constructor(
    private readonly connection: ClusterConnection,
    private readonly listener: { onState(): void; onTypes(): void },
  ) {
    this.types = new TypeCatalog(connection, () =>
      this.store.list(CUSTOM_RESOURCE_DEFINITION),
    );
    this.store.subscribe(({ type, object, previous, deleted }) => {
      if (type.kind === CUSTOM_RESOURCE_DEFINITION.kind) {
        this.types.forgetCustomTypes();
        this.replan(REPLAN_DELAY_MS);
      }
      if (type.kind === RESOURCE_GRAPH_DEFINITION.kind) {
        this.graphs = undefined;
        const { generation } = object.metadata;
        if (deleted || generation !== previous?.metadata.generation) {
          this.replan(REPLAN_DELAY_MS);
        }
      }
    });
  }

  /** Begins to watch. */
  start(): void {
    BASE_TYPES.forEach(type => this.watch({ type }));
  }

  /** Ends every watch. */
  stop(): void {
    this.stopping.abort();
    clearTimeout(this.replanTimer);
    this.running.forEach(({ reflector }) => reflector.stop());
  }

  /** How the mirror stands now. */
  state(): MirrorState {
    const all = [...this.running.values()];
    const lost =
      this.learningFailure ??
      all.flatMap(({ state }) =>
        state.phase === 'lost' ? [state.reason] : [],
      )[0];
    const unavailable = all.flatMap(({ type, state }) =>
      state.phase === 'unavailable'
        ? [{ type: typeKey(type), reason: state.reason }]
        : [],
    );
    return {
      complete: this.planned && all.every(({ settled }) => settled),
      ...(lost === undefined ? {} : { lost }),
      unavailable: [
        ...unavailable,
        ...this.notServed.map(type => ({
          type: typeKey(type),
          reason: 'the cluster does not serve this type',
        })),
      ],
    };
  }

  /** The types of every ResourceGraphDefinition. */
  graphTypes(): GraphTypes[] {
    this.graphs ??= this.store
      .list(RESOURCE_GRAPH_DEFINITION)
      .flatMap(rgd => graphTypesOf(rgd) ?? []);
    return this.graphs;
  }

  private replan(delay: number): void {
    if (this.replanTimer || this.stopping.signal.aborted) return;
    this.replanTimer = setTimeout(() => {
      this.replanTimer = undefined;
      void this.plan();
    }, delay);
  }

  private async plan(): Promise<void> {
    if (this.planning) {
      this.replan(REPLAN_DELAY_MS);
      return;
    }
    if (!this.canPlan()) return;
    this.planning = true;
    try {
      const graphs = this.graphTypes();
      await this.types.learn(
        [
          ...BUILT_IN_POLICY_TYPES,
          ...graphs.flatMap(graph => [
            graph.instance,
            ...graph.children,
            ...graph.externals,
          ]),
        ],
        this.stopping.signal,
      );
      this.learningFailure = undefined;
      this.follow(watchListOf(graphs, type => this.types.resolve(type)));
      this.planned = true;
      this.listener.onTypes();
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.learningFailure = ConnectionLostError.from(error).message;
      this.replan(LEARN_RETRY_MS);
    } finally {
      this.planning = false;
    }
    this.listener.onState();
  }

  /** Before the first complete lists of graphs and types, nobody can say what else to watch. */
  private canPlan(): boolean {
    return [RESOURCE_GRAPH_DEFINITION, CUSTOM_RESOURCE_DEFINITION].every(
      type => this.running.get(typeKey(type))?.settled,
    );
  }

  private follow({ targets, notServed }: WatchList): void {
    this.notServed = notServed;
    for (const [key, running] of this.running) {
      const target = targets.get(key);
      if (!target || !sameTarget(target, running)) {
        running.reflector.stop();
        this.running.delete(key);
        // The store keeps what a type held only while the type is still wanted.
        if (!target) this.store.drop(running.type);
      }
    }
    for (const [key, target] of targets) {
      if (!this.running.has(key)) this.watch(target);
    }
    this.running.forEach(({ state, reflector }) => {
      if (state.phase === 'unavailable') reflector.wake();
    });
  }

  private watch(target: WatchTarget): void {
    const { type } = target;
    const running: Running = {
      ...target,
      state: { phase: 'starting' },
      settled: false,
      reflector: runReflector({
        connection: this.connection,
        ...target,
        handlers: {
          replace: objects => this.store.replace(type, objects),
          set: object => this.store.set(type, object),
          remove: object => this.store.remove(type, object),
          state: state => this.note(running, state),
        },
      }),
    };
    this.running.set(typeKey(type), running);
  }

  private note(running: Running, state: ReflectorState): void {
    if (this.running.get(typeKey(running.type)) !== running) return;
    const wasSettled = running.settled;
    const same =
      running.state.phase === state.phase && wasSettled && !('reason' in state);
    running.state = state;
    running.settled ||= state.phase === 'live' || state.phase === 'unavailable';
    if (!wasSettled && running.settled && isPlanInput(running.type)) {
      this.replan(0);
    }
    if (!same) this.listener.onState();
  }
}

function isPlanInput({ kind }: ResourceType): boolean {
  return (
    kind === RESOURCE_GRAPH_DEFINITION.kind ||
    kind === CUSTOM_RESOURCE_DEFINITION.kind
  );
}

function sameTarget(left: WatchTarget, right: WatchTarget): boolean {
  return (
    left.labelSelector === right.labelSelector &&
    left.type.plural === right.type.plural &&
    left.type.namespaced === right.type.namespaced
  );
}
