import {
  setImmediate as nextTurn,
  setTimeout as sleep,
} from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterStatus,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { affectedBy } from '../cache/affected';
import { RESOURCE_GRAPH_DEFINITION } from '../cache/baseTypes';
import { ChangeBatch } from '../cache/changeBatch';
import { ClusterMirror } from '../cache/clusterMirror';
import { ConnectionStatus } from '../cache/connectionStatus';
import { StoreChange, typeKey } from '../cache/objectStore';
import { ClusterConnection } from '../connection/connection';
import { CacheChange } from '../kroCluster';
import { graphTypesOf, GraphTypes } from '../types/graphTypes';
import { ClusterView } from './clusterView';

/** How long instances are looked at before anything else gets its turn, in milliseconds. */
const SLICE_MS = 8;

/** How long one rests between two slices while the first lists come in, for then most of it has to be done again. */
const REST_MS = 50;

/** Keeps the view in step with the mirror, and tells subscribers what changed. */
export class Watching {
  readonly view: ClusterView;
  private readonly mirror: ClusterMirror;
  private readonly connection: ConnectionStatus;
  private readonly now: () => Date;
  private readonly batch: ChangeBatch;
  private readonly waiting = new Set<() => void>();
  private readonly logger: Pick<LoggerService, 'warn' | 'info'> | undefined;
  private evaluating: Promise<void> | undefined;
  private stopped = false;

  constructor(options: {
    name: string;
    connection: ClusterConnection;
    now: () => Date;
    logger?: Pick<LoggerService, 'warn' | 'info'>;
  }) {
    this.logger = options.logger;
    this.now = options.now;
    this.connection = new ConnectionStatus(options.name, options.now);
    this.batch = new ChangeBatch(error =>
      this.logger?.warn(`a listener of the cluster cache failed: ${error}`),
    );
    this.mirror = new ClusterMirror(options.connection, {
      onState: () => this.noteState(),
      onTypes: () => this.noteTypes(),
    });
    this.view = new ClusterView(
      options.name,
      this.mirror.store,
      this.mirror.types,
      () => this.mirror.graphTypes(),
    );
    this.mirror.store.subscribe(change => this.noteChange(change));
  }

  start(): void {
    this.mirror.start();
  }

  stop(): void {
    this.stopped = true;
    this.mirror.stop();
    this.batch.stop();
  }

  status(): ClusterStatus {
    return this.connection.status();
  }

  subscribe(listener: (change: CacheChange) => void): () => void {
    return this.batch.subscribe(listener);
  }

  /**
   * Resolves when everything was listed once and every instance was looked at; rejects with the reason when `signal`
   * ends before the lists are in.
   */
  async ready(signal?: AbortSignal): Promise<void> {
    await this.listed(signal);
    // What is under way knows nothing of what changed since it began.
    await this.evaluating;
    await this.evaluated();
  }

  /** All instances; while the first lists come in, those that were looked at so far: a change of the cluster tells of the rest. */
  instances(): InstanceSummary[] {
    if (this.connection.complete) return this.view.instances();
    void this.evaluated();
    return this.view.instances(SLICE_MS);
  }

  private async listed(signal?: AbortSignal): Promise<void> {
    if (this.connection.complete) return;
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const settled = new AbortController();
      const done = () => {
        settled.abort();
        this.waiting.delete(done);
        resolve();
      };
      const giveUp = () => {
        this.waiting.delete(done);
        const { message } = this.status();
        reject(
          new Error(message ?? 'the cluster was not listed in time', {
            cause: signal?.reason,
          }),
        );
      };
      this.waiting.add(done);
      signal?.addEventListener('abort', giveUp, {
        once: true,
        signal: settled.signal,
      });
    });
  }

  /** Looks at all instances that changed, in slices: who asks for anything else in the meantime gets it. */
  private evaluated(): Promise<void> {
    this.evaluating ??= this.evaluateInSlices().finally(() => {
      this.evaluating = undefined;
    });
    return this.evaluating;
  }

  private async evaluateInSlices(): Promise<void> {
    const uids = this.view.unevaluated();
    const some = uids.length > 0;
    while (uids.length > 0 && !this.stopped) {
      this.view.evaluateFor(SLICE_MS, uids);
      await (this.connection.complete
        ? nextTurn()
        : sleep(REST_MS, undefined, { ref: false }));
    }
    if (some && !this.connection.complete) this.batch.add({ cluster: true });
  }

  private noteTypes(): void {
    this.view.forgetEverything();
    if (!this.connection.complete) return;
    void this.evaluated();
    this.batch.add({
      instances: this.view.directory
        .all()
        .map(({ object }) => this.view.directory.refOf(object)),
      abstractions: this.mirror.graphTypes().map(({ name }) => name),
    });
  }

  private noteState(): void {
    const before = this.status().state;
    const changed = this.connection.update(this.mirror.state());
    if (this.connection.complete) {
      void this.evaluated();
      this.waiting.forEach(done => done());
    }
    if (!changed) return;
    const { state, message, name } = this.status();
    if (state !== before) {
      this.logger?.info(
        `cluster ${name} is ${state}${message ? `: ${message}` : ''}`,
      );
    }
    this.batch.add({ cluster: true });
  }

  private noteChange(change: StoreChange): void {
    const graphs = this.graphsAround(change);
    const affected = affectedBy(this.mirror.store, graphs, change);
    if (change.type.kind === RESOURCE_GRAPH_DEFINITION.kind) {
      this.view.graphs.forget(change.object.metadata.name);
    }
    const whole = graphs
      .filter(graph => affected.wholeAbstractions.includes(graph.name))
      .flatMap(graph => this.view.directory.ofAbstraction(graph))
      .map(({ object }) => object);
    const uids = new Set([
      ...affected.instanceUids,
      ...whole.flatMap(({ metadata }) => metadata.uid ?? []),
    ]);
    uids.forEach(uid => this.view.forgetInstance(uid));
    const deletion = this.deletedBy(change, uids);
    deletion.deleted?.instances.forEach(ref =>
      this.view.forgetRef(ref, this.now().toISOString()),
    );
    // Before the first lists are in, nobody has seen anything that could be out of date.
    if (!this.connection.complete) return;
    this.batch.add({
      instances: [
        ...this.refsOf(affected.instanceUids, change),
        ...whole.map(object => this.view.directory.refOf(object)),
      ],
      abstractions: affected.abstractions,
      delivery: affected.delivery,
      ...deletion,
    });
  }

  /** The types of every graph, and of the one that goes right now: its instances are no longer shown. */
  private graphsAround({ type, object, deleted }: StoreChange): GraphTypes[] {
    const graphs = this.mirror.graphTypes();
    const goes =
      deleted && type.kind === RESOURCE_GRAPH_DEFINITION.kind
        ? graphTypesOf(object)
        : undefined;
    return goes ? [...graphs, goes] : graphs;
  }

  private deletedBy(
    { object, type, deleted, dropped }: StoreChange,
    uids: Set<string>,
  ): Pick<CacheChange, 'deleted'> {
    if (!deleted || dropped) return {};
    const { name = '', uid = '' } = object.metadata;
    if (type.kind === RESOURCE_GRAPH_DEFINITION.kind) {
      return { deleted: { instances: [], abstractions: [name] } };
    }
    const isInstance = this.mirror
      .graphTypes()
      .some(({ instance }) => typeKey(instance) === typeKey(type));
    return isInstance && uids.has(uid)
      ? {
          deleted: {
            instances: [this.view.directory.refOf(object)],
            abstractions: [],
          },
        }
      : {};
  }

  private refsOf(uids: string[], { object, deleted }: StoreChange) {
    return uids.flatMap(uid => {
      if (deleted && uid === object.metadata.uid) {
        return this.view.directory.refOf(object);
      }
      const found = this.view.directory.byUid(uid);
      return found ? this.view.directory.refOf(found.object) : [];
    });
  }
}
