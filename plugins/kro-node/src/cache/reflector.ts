import { setTimeout as sleep } from 'node:timers/promises';
import { KubernetesObject, ResourceType } from '@mini-atlas/kro';
import { ClusterConnection, WatchLine } from '../connection/connection';
import { ApiError, ConnectionLostError } from '../connection/errors';
import { WATCH_SECONDS } from '../connection/silence';
import { isKubernetesObject, ListPage, parseListPage } from './listPage';

/**
 * How one type is doing.
 * `live`: listed and watched. `unavailable`: not served or forbidden; only this type is missing.
 * `lost`: the connection is lost; what was known is kept.
 */
export type ReflectorState =
  | { phase: 'starting' }
  | { phase: 'live' }
  | { phase: 'unavailable'; reason: string }
  | { phase: 'lost'; reason: string };

/** Who receives what the reflector reads. */
export interface ReflectorHandlers {
  /** The complete list, whose objects were `set` already; those that are not in it are gone. */
  replace(objects: KubernetesObject[]): void;
  set(object: KubernetesObject): void;
  remove(object: KubernetesObject): void;
  state(state: ReflectorState): void;
}

/** A running reflector. */
export interface Reflector {
  stop(): void;
  /** Tries again now instead of at the end of its pause. */
  wake(): void;
}

const PAGE_SIZE = 500;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;
const UNAVAILABLE_RETRY_MS = 30_000;

/** The path under which all objects of a type are listed, in all namespaces. */
export function collectionPath(type: ResourceType): string {
  return type.apiVersion.includes('/')
    ? `/apis/${type.apiVersion}/${type.plural}`
    : `/api/${type.apiVersion}/${type.plural}`;
}

/** Half to all of a time, so that many reflectors do not return at the same moment. */
function withJitter(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}

/**
 * Mirrors one type: LIST in pages, then watch with bookmarks from there on. Starts over with a LIST when the
 * server has forgotten where the watch stood (410), retries with growing pauses when the connection is lost.
 */
export function runReflector(options: {
  connection: ClusterConnection;
  type: ResourceType;
  labelSelector?: string;
  handlers: ReflectorHandlers;
}): Reflector {
  const { connection, type, handlers } = options;
  const stopping = new AbortController();
  let pause = new AbortController();
  let resourceVersion: string | undefined;
  let failures = 0;

  const path = (query: Record<string, string>) => {
    const selector: Record<string, string> = options.labelSelector
      ? { labelSelector: options.labelSelector }
      : {};
    const search = new URLSearchParams({ ...selector, ...query });
    return `${collectionPath(type)}?${search}`;
  };

  async function list(): Promise<void> {
    const objects: KubernetesObject[] = [];
    let page: ListPage | undefined;
    do {
      page = parseListPage(
        type,
        await connection.get(
          path({
            limit: String(PAGE_SIZE),
            ...(page?.next ? { continue: page.next } : {}),
          }),
          { signal: stopping.signal },
        ),
      );
      // Page by page: all at the end would hold up everything else.
      page.items.forEach(handlers.set);
      objects.push(...page.items);
    } while (page.next);
    handlers.replace(objects);
    resourceVersion = page.resourceVersion;
  }

  function receive({ type: event, object }: WatchLine): void {
    if (event === 'ERROR') throw watchError(object);
    if (!isKubernetesObject(object)) return;
    resourceVersion = object.metadata.resourceVersion ?? resourceVersion;
    failures = 0;
    if (event === 'ADDED' || event === 'MODIFIED') handlers.set(object);
    if (event === 'DELETED') handlers.remove(object);
  }

  async function rest(milliseconds: number): Promise<void> {
    pause = new AbortController();
    const signal = AbortSignal.any([stopping.signal, pause.signal]);
    await sleep(withJitter(milliseconds), undefined, { signal }).catch(
      error => {
        if (!signal.aborted) throw error;
      },
    );
  }

  async function turn(): Promise<void> {
    if (resourceVersion === undefined) await list();
    handlers.state({ phase: 'live' });
    const startedAt = Date.now();
    await connection.watch(
      path({
        watch: 'true',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(WATCH_SECONDS),
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      }),
      receive,
      { signal: stopping.signal },
    );
    // A server that ends watches at once must not be asked in a tight loop.
    if (Date.now() - startedAt < 1_000) await rest(1_000);
  }

  async function recover(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.expired) {
      resourceVersion = undefined;
      return;
    }
    failures += 1;
    resourceVersion = undefined;
    if (error instanceof ApiError && error.unavailable) {
      handlers.state({ phase: 'unavailable', reason: error.message });
      await rest(UNAVAILABLE_RETRY_MS);
      return;
    }
    handlers.state({
      phase: 'lost',
      reason: ConnectionLostError.from(error).message,
    });
    await rest(Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        if (!stopping.signal.aborted) await recover(error);
      }
    }
  }

  void run();
  return { stop: () => stopping.abort(), wake: () => pause.abort() };
}

/** Reads the Status object of a watch's ERROR line. */
function watchError(status: unknown): Error {
  const { code, message } = Object(status);
  return typeof code === 'number'
    ? new ApiError(String(message ?? 'the watch failed'), code)
    : new ConnectionLostError(String(message ?? 'the watch failed'));
}
