import { randomInt } from 'node:crypto';
import { ServerResponse } from 'node:http';
import { KubernetesObject } from '@mini-atlas/kro';
import { Answer } from './answer';
import { Backend } from './backend';
import { objectText } from './encode';
import { Representation } from './negotiate';
import { present } from './present';
import { invalid } from './refusals';
import { isTrue } from './route';
import { Selection } from './selection';
import { ServedType } from './servedType';
import { StatusError } from './status';
import { IncludedObject, partialMetadataJson, tableJson } from './table';
import { eventLine, objectEventLine } from './watchEvent';
import { Sighting, Watch, watchObjects, WatchStart } from './watchObjects';

const BOOKMARK_INTERVAL_MS = 60_000;
/** A last bookmark comes this long before the end. */
const BOOKMARK_BEFORE_END_MS = 2_000;
/** Where the client sets no timeout, one between this and twice this. */
const DEFAULT_TIMEOUT_SECONDS = 1_800;
/** A client that lets so much pile up is cut off; it can resume. */
const LONGEST_QUEUE_BYTES = 64 * 1024 * 1024;

/** How a watch is asked for. */
export interface WatchQuery {
  start: WatchStart;
  initialEventsEnd: boolean;
  bookmarks: boolean;
  timeoutSeconds: number;
}

/**
 * Reads the parameters of a watch.
 * @throws StatusError 500 for a revision that is no number (as Kubernetes does), 422 for what contradicts itself
 */
export function watchQuery(query: URLSearchParams): WatchQuery {
  const revision = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(revision)) {
    throw new StatusError(
      500,
      undefined,
      `resourceVersion: Invalid value: ${JSON.stringify(
        revision,
      )}: strconv.ParseUint: parsing ${JSON.stringify(
        revision,
      )}: invalid syntax`,
    );
  }
  const sendsInitial = query.get('sendInitialEvents');
  if (sendsInitial && query.get('resourceVersionMatch') !== 'NotOlderThan') {
    throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [
      {
        reason: 'FieldValueForbidden',
        message:
          'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        field: 'resourceVersionMatch',
      },
    ]);
  }
  const fromNow =
    sendsInitial === null ? ['', '0'].includes(revision) : isTrue(sendsInitial);
  const later: WatchStart = revision
    ? { from: 'revision', revision: Number(revision) }
    : { from: 'next' };
  return {
    start: fromNow ? { from: 'now' } : later,
    initialEventsEnd: isTrue(sendsInitial),
    bookmarks: isTrue(query.get('allowWatchBookmarks')),
    timeoutSeconds:
      Number(query.get('timeoutSeconds')) ||
      DEFAULT_TIMEOUT_SECONDS + randomInt(DEFAULT_TIMEOUT_SECONDS),
  };
}

/** Where a watch has come to, as an object of its type. */
interface Bookmark {
  kind: string;
  apiVersion: string;
  metadata: { resourceVersion: string; annotations?: Record<string, string> };
}

/** Writes a watch into a response. */
class WatchStream {
  private watch?: Watch;
  private readonly timers: NodeJS.Timeout[] = [];
  private sentColumns = false;

  constructor(
    private readonly backend: Backend,
    private readonly type: ServedType,
    private readonly representation: Representation,
    private readonly include: IncludedObject,
    private readonly response: ServerResponse,
  ) {}

  run(selection: Selection, query: WatchQuery): void {
    this.response.on('close', () => this.release());
    try {
      this.watch = watchObjects(
        this.backend,
        this.type,
        selection,
        query.start,
        sighting => this.show(sighting),
        () => this.end(),
      );
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.write('ERROR', JSON.stringify(error.status));
      this.end();
      return;
    }
    this.watch.initial.forEach(sighting => this.show(sighting));
    if (query.initialEventsEnd) this.bookmark(true);
    this.schedule(query);
  }

  private schedule({ timeoutSeconds, bookmarks }: WatchQuery) {
    const timeout = timeoutSeconds * 1000;
    this.timers.push(setTimeout(() => this.end(), timeout));
    if (!bookmarks) return;
    this.timers.push(setInterval(() => this.bookmark(), BOOKMARK_INTERVAL_MS));
    if (timeout > BOOKMARK_BEFORE_END_MS) {
      this.timers.push(
        setTimeout(() => this.bookmark(), timeout - BOOKMARK_BEFORE_END_MS),
      );
    }
  }

  private show({ type, object: stored }: Sighting) {
    const object = present(this.type, stored);
    const { as } = this.representation;
    if (as === 'Table') this.write(type, this.rowText(object));
    else if (as) {
      this.write(type, objectText(this.type, object, as, this.include));
    } else this.send(objectEventLine(type, object));
  }

  private rowText(object: KubernetesObject): string {
    const withColumns = !this.sentColumns;
    this.sentColumns = true;
    return tableJson(
      this.type,
      [object],
      { resourceVersion: object.metadata.resourceVersion },
      this.include,
      withColumns,
    );
  }

  private bookmark(initialEventsEnd = false) {
    const metadata = {
      resourceVersion: String(this.backend.store.revision),
      ...(initialEventsEnd
        ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
        : {}),
    };
    const { kind, apiVersion } = this.type;
    this.write('BOOKMARK', this.bookmarkText({ kind, apiVersion, metadata }));
  }

  /** A client that wants another representation cannot read anything else. */
  private bookmarkText(bookmark: Bookmark): string {
    switch (this.representation.as) {
      case 'Table':
        return JSON.stringify({
          kind: 'Table',
          apiVersion: 'meta.k8s.io/v1',
          metadata: { resourceVersion: bookmark.metadata.resourceVersion },
          columnDefinitions: null,
          rows: [{ cells: [], object: bookmark }],
        });
      case 'PartialObjectMetadata':
        return partialMetadataJson(bookmark);
      default:
        return JSON.stringify(bookmark);
    }
  }

  private write(type: string, json: string) {
    this.send(eventLine(type, json));
  }

  private send(line: string | Buffer) {
    if (this.response.destroyed || this.response.writableEnded) return;
    this.response.write(line);
    if (this.response.writableLength > LONGEST_QUEUE_BYTES) {
      this.response.destroy();
    }
  }

  private end() {
    this.release();
    this.response.end();
  }

  private release() {
    this.watch?.stop();
    this.timers.forEach(timer => clearTimeout(timer));
  }
}

/** Answers a watch: one JSON event a line, until the time is over, the client leaves or the type goes. */
export function watchAnswer(
  backend: Backend,
  type: ServedType,
  selection: Selection,
  query: WatchQuery,
  representation: Representation,
  include: IncludedObject,
): Answer {
  return {
    stream(response) {
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Transfer-Encoding': 'chunked',
      });
      response.flushHeaders();
      new WatchStream(backend, type, representation, include, response).run(
        selection,
        query,
      );
    },
  };
}
