import http from 'node:http';
import { AddressInfo } from 'node:net';
import { KubernetesObject } from '@mini-atlas/kro';
import { parseApiVersion } from '../types/crdTypes';

interface Watcher {
  collection: string;
  response: http.ServerResponse;
}

/** An answer instead of the ordinary one. */
export interface Refusal {
  status: number;
  message: string;
}

/**
 * As much of an API server as a reflector talks to: paged lists, watches, discovery from the types that were served,
 * and refusals on demand. Everything it answers was put into it by the test.
 */
export class FakeApiServer {
  /** Every request line, e.g. `GET /api/v1/pods?limit=500`. */
  readonly requests: string[] = [];
  private readonly collections = new Map<
    string,
    Map<string, KubernetesObject>
  >();
  private readonly resources = new Map<string, object[]>();
  private readonly refusals = new Map<string, Refusal>();
  private readonly mute = new Map<string, 'at once' | 'half-way'>();
  private readonly watchers = new Set<Watcher>();
  private readonly history: {
    version: number;
    collection: string;
    line: object;
  }[] = [];
  private version = 100;
  private server: http.Server | undefined;
  private port = 0;

  /** Where it listens. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on a free port, or on the one it had. */
  async start(): Promise<this> {
    const server = http.createServer((request, response) =>
      this.answer(request, response),
    );
    this.server = server;
    await new Promise<void>(resolve =>
      server.listen(this.port, '127.0.0.1', resolve),
    );
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Ends every connection; `start` brings it back with what it held. */
  async stop(): Promise<void> {
    const { server } = this;
    this.watchers.clear();
    await new Promise<void>(resolve => {
      if (!server) resolve();
      server?.close(() => resolve());
      server?.closeAllConnections();
    });
  }

  /** Serves a type, with no objects yet. */
  serve(
    apiVersion: string,
    kind: string,
    name: string,
    namespaced = true,
  ): this {
    const list = this.resources.get(apiVersion) ?? [];
    list.push({ name, kind, namespaced });
    this.resources.set(apiVersion, list);
    this.collections.set(this.pathOf(apiVersion, name), new Map());
    return this;
  }

  /** Answers a collection with a refusal until `admit`. */
  refuse(collection: string, refusal: Refusal): void {
    this.refusals.set(collection, refusal);
    this.endWatches(collection);
  }

  /** Takes requests for a path and never answers, or never ends the answer that it began, until `admit`. */
  hang(path: string, when: 'at once' | 'half-way' = 'at once'): void {
    this.mute.set(path, when);
    this.endWatches(path);
  }

  /** Takes a refusal or a silence back. */
  admit(collection: string): void {
    this.refusals.delete(collection);
    this.mute.delete(collection);
  }

  /** Creates or changes an object, and tells the watchers. */
  put(object: KubernetesObject): KubernetesObject {
    const { collection, objects } = this.collectionOf(object);
    const { namespace = '', name = '' } = object.metadata;
    const key = `${namespace}/${name}`;
    const stored = {
      ...object,
      metadata: {
        uid: `uid-${object.kind}-${key}`,
        creationTimestamp: '2026-11-22T19:00:00Z',
        ...object.metadata,
        resourceVersion: String((this.version += 1)),
      },
    };
    this.tell(collection, objects.has(key) ? 'MODIFIED' : 'ADDED', stored);
    objects.set(key, stored);
    return stored;
  }

  /** Deletes an object, and tells the watchers. */
  remove(object: KubernetesObject): void {
    const { collection, objects } = this.collectionOf(object);
    const { namespace = '', name = '' } = object.metadata;
    const key = `${namespace}/${name}`;
    const last = objects.get(key) ?? object;
    objects.delete(key);
    this.version += 1;
    this.tell(collection, 'DELETED', {
      ...last,
      metadata: { ...last.metadata, resourceVersion: String(this.version) },
    });
  }

  /** Sends one raw line to the watchers of a collection. */
  send(collection: string, line: object): void {
    this.watchers.forEach(watcher => {
      if (watcher.collection === collection) {
        watcher.response.write(`${JSON.stringify(line)}\n`);
      }
    });
  }

  private pathOf(apiVersion: string, plural: string): string {
    return `${
      apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
    }/${plural}`;
  }

  private collectionOf({ apiVersion, kind }: KubernetesObject) {
    const resource = this.resources
      .get(apiVersion)
      ?.find(candidate => Reflect.get(candidate, 'kind') === kind);
    const collection = this.pathOf(
      apiVersion,
      String(resource && Reflect.get(resource, 'name')),
    );
    const objects = this.collections.get(collection);
    if (!objects) throw new Error(`${kind} of ${apiVersion} is not served`);
    return { collection, objects };
  }

  private tell(collection: string, type: string, object: KubernetesObject) {
    const line = { type, object };
    this.history.push({ version: this.version, collection, line });
    this.send(collection, line);
  }

  private endWatches(collection: string): void {
    this.watchers.forEach(watcher => {
      if (watcher.collection === collection) watcher.response.end();
    });
  }

  private answer(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): void {
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const mute = this.mute.get(url.pathname);
    if (mute) {
      if (mute === 'half-way') response.write('{"items": [');
      return;
    }
    const refusal = this.refusals.get(url.pathname);
    if (refusal) {
      json(refusal.status, { kind: 'Status', message: refusal.message });
      return;
    }
    const objects = this.collections.get(url.pathname);
    if (objects && url.searchParams.get('watch')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      const watcher = { collection: url.pathname, response };
      this.watchers.add(watcher);
      const from = Number(url.searchParams.get('resourceVersion') ?? 0);
      this.history
        .filter(
          ({ version, collection }) =>
            collection === url.pathname && version > from,
        )
        .forEach(({ line }) => response.write(`${JSON.stringify(line)}\n`));
      response.on('close', () => this.watchers.delete(watcher));
      return;
    }
    if (objects) {
      json(200, this.page([...objects.values()], url.searchParams));
      return;
    }
    const apiVersion = url.pathname.replace(/^\/apis?\//, '');
    const resources = this.resources.get(apiVersion);
    if (resources && parseApiVersion(apiVersion)) json(200, { resources });
    else {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
    }
  }

  /** Items as a real list has them: without apiVersion and kind. */
  private page(objects: KubernetesObject[], query: URLSearchParams) {
    const label = query.get('labelSelector');
    const matching = objects.filter(
      ({ metadata }) => !label || metadata.labels?.[label] !== undefined,
    );
    const start = Number(query.get('continue') ?? 0);
    const end = start + Number(query.get('limit') ?? 500);
    const more = end < matching.length ? { continue: String(end) } : {};
    return {
      metadata: { resourceVersion: String(this.version), ...more },
      items: matching
        .slice(start, end)
        .map(({ apiVersion: dropped, kind: alsoDropped, ...item }) => item),
    };
  }
}
