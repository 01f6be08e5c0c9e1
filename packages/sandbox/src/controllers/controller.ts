import { KubernetesObject, TypeRef } from '@mini-atlas/kro';
import { Client } from '../client/client';

/** How long the imitated world takes, in milliseconds. Zero makes everything immediate. */
export interface Timing {
  /** Pulling an image. */
  imagePull: number;
  /** From a started container to its readiness probe's success. */
  containerStart: number;
  /** From a database's first pod to an accepting primary. */
  databaseBootstrap: number;
  /** A topic, user or access operator's turn. */
  operator: number;
}

/** Writes a core/v1 Event about an object; repeated ones are counted up. */
export type EventRecorder = (
  about: KubernetesObject,
  event: {
    type: 'Normal' | 'Warning';
    reason: string;
    message: string;
    /** e.g. `kubelet`, `deployment-controller`, `kustomize-controller`. */
    component: string;
    annotations?: Record<string, string>;
  },
) => void;

/** What a controller of the sandbox gets. */
export interface ControllerContext {
  client: Client;
  recordEvent: EventRecorder;
  timing: Timing;
  /** For the sandbox's own log: one line, no secrets. */
  log(line: string): void;
}

/** Names one object of the controller's type. */
export interface Key {
  namespace?: string;
  name: string;
}

/** A reconcile loop in the manner of controller-runtime. */
export interface ControllerOptions {
  /** For the log. */
  name: string;
  /** The type it reconciles; each change of an object enqueues its key. */
  type: TypeRef;
  /** Other types, and which keys a change of one of their objects concerns. */
  watches?: { type: TypeRef; keysOf(object: KubernetesObject): Key[] }[];
  /**
   * Brings one object towards what it should be; called again after every change, and after
   * `requeueAfter` milliseconds where it says so. Never runs twice at once for one key.
   * Throwing means: try again, 50 ms later at first, then doubling up to 30 s.
   */
  reconcile(
    key: Key,
  ):
    | { requeueAfter?: number }
    | void
    | Promise<{ requeueAfter?: number } | void>;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 30_000;

/** Runs a reconcile loop until the returned function is called. */
export function runController(
  context: ControllerContext,
  options: ControllerOptions,
): () => void {
  const queue = new Map<string, Key>();
  const running = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const failures = new Map<string, number>();
  let stopped = false;
  let scheduled = false;

  const idOf = (key: Key) => `${key.namespace ?? ''}/${key.name}`;

  function enqueue(key: Key) {
    queue.set(idOf(key), key);
    schedule();
  }

  function enqueueLater(key: Key, delay: number) {
    const id = idOf(key);
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        enqueue(key);
      }, delay),
    );
  }

  function schedule() {
    if (!scheduled && !stopped) {
      scheduled = true;
      setImmediate(drain);
    }
  }

  /** One key a turn of the event loop: a full queue must not keep the API from answering. */
  function drain() {
    scheduled = false;
    for (const [id, key] of queue) {
      if (running.has(id)) continue;
      queue.delete(id);
      void work(id, key);
      if (queue.size > 0) schedule();
      return;
    }
  }

  async function work(id: string, key: Key) {
    if (stopped) return;
    running.add(id);
    try {
      const result = await options.reconcile(key);
      failures.delete(id);
      if (result?.requeueAfter !== undefined && !stopped) {
        enqueueLater(key, result.requeueAfter);
      }
    } catch (error) {
      const count = (failures.get(id) ?? 0) + 1;
      failures.set(id, count);
      context.log(
        `${options.name}: ${id}: ${
          error instanceof Error ? error.message : error
        }`,
      );
      if (!stopped) {
        enqueueLater(
          key,
          Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LAST_RETRY_MS),
        );
      }
    } finally {
      running.delete(id);
      if (queue.has(id)) schedule();
    }
  }

  const keyOf = (object: KubernetesObject): Key => ({
    name: object.metadata.name ?? '',
    ...(object.metadata.namespace
      ? { namespace: object.metadata.namespace }
      : {}),
  });

  const unwatch = [
    context.client.watch(options.type, ({ object }) => enqueue(keyOf(object))),
    ...(options.watches ?? []).map(({ type, keysOf }) =>
      context.client.watch(type, ({ object }) =>
        keysOf(object).forEach(enqueue),
      ),
    ),
  ];

  return () => {
    stopped = true;
    unwatch.forEach(end => end());
    timers.forEach(timer => clearTimeout(timer));
    timers.clear();
    queue.clear();
  };
}
