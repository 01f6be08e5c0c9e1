import { KubeConfig, Watch } from '@kubernetes/client-node';

// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

/** A watch as it goes on. */
export interface WatchedEvents {
  events: { type: string; object: Body }[];
  /** Resolves when it is over: whether the server ended it, or an error. */
  ended: Promise<unknown>;
  /** Ends it. */
  stop(): void;
}

/** Watches a path, and keeps all events. */
export async function watchEvents(
  config: KubeConfig,
  path: string,
  query: Record<string, string | number | boolean>,
): Promise<WatchedEvents> {
  const events: WatchedEvents['events'] = [];
  let end: (reason: unknown) => void = () => undefined;
  const ended = new Promise<unknown>(resolve => {
    end = resolve;
  });
  const controller = await new Watch(config).watch(
    path,
    query,
    (type, object) => events.push({ type, object }),
    end,
  );
  return { events, ended, stop: () => controller.abort() };
}

/** Events in short: `ADDED a`; of errors the code, of bookmarks whether all that was there has been shown. */
export function inShort({ events }: WatchedEvents): string[] {
  return events.map(({ type, object }) => {
    if (type === 'ERROR') return `ERROR ${object.code} ${object.reason}`;
    if (type !== 'BOOKMARK') return `${type} ${object.metadata.name}`;
    return object.metadata.annotations?.['k8s.io/initial-events-end']
      ? 'BOOKMARK after what there was'
      : 'BOOKMARK';
  });
}
