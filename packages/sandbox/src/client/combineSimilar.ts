import { KubernetesObject } from '@mini-atlas/kro';
import { EventRecorder } from '../controllers/controller';

type RecordedEvent = Parameters<EventRecorder>[1];

/** More messages than this about the same are combined. */
const MOST_MESSAGES = 10;
/** Messages older than this are forgotten. */
const INTERVAL_MS = 600_000;
/** How many objects and reasons are remembered. */
const REMEMBERED = 4_096;

interface Similar {
  messages: Set<string>;
  last: number;
}

/**
 * `EventAggregator` of client-go: events about one object that differ in their message only count as the same one
 * after the tenth message within ten minutes. Returns what an event counts as, and how it is written then.
 */
export function combineSimilar(): (
  about: KubernetesObject,
  event: RecordedEvent,
  now: number,
) => { identity: string; event: RecordedEvent } {
  const known = new Map<string, Similar>();

  return (about, event, now) => {
    const { uid, name } = about.metadata;
    const { message, ...rest } = event;
    const key = JSON.stringify([about.kind, uid ?? name, rest]);
    const before = known.get(key);
    const similar =
      before && now - before.last <= INTERVAL_MS
        ? before
        : { messages: new Set<string>(), last: now };
    similar.last = now;
    similar.messages.add(message);
    known.delete(key);
    known.set(key, similar);
    if (known.size > REMEMBERED) {
      const [oldest] = known.keys();
      known.delete(oldest);
    }
    if (similar.messages.size < MOST_MESSAGES) {
      return { identity: JSON.stringify([key, message]), event };
    }
    return {
      identity: key,
      event: {
        ...event,
        message: `(combined from similar events): ${message}`,
      },
    };
  };
}
