import { InstanceEvent } from '@mini-atlas/backstage-plugin-kro-common';

/** Events of several objects that say the same. */
export interface GroupedEvent {
  /** Unique among the groups, and the same as long as the group says the same. */
  key: string;
  type: InstanceEvent['type'];
  reason: string;
  message: string;
  /** RFC 3339: the newest one. */
  at: string;
  /** How often, over all objects. */
  count: number;
  /** What they concern, each once, that of the newest event first; `child` is the key of the child that it belongs to. */
  subjects: Pick<InstanceEvent, 'subject' | 'child'>[];
}

/** Puts events of the same type, reason and message together, newest first: two pods of one image fail alike. */
export function groupEvents(events: InstanceEvent[]): GroupedEvent[] {
  const groups = new Map<string, GroupedEvent>();
  const newestFirst = [...events].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  );
  for (const event of newestFirst) {
    const { type, reason, message, at, count, subject, child } = event;
    const concerned = { subject, ...(child ? { child } : {}) };
    const key = JSON.stringify([type, reason, message]);
    const known = groups.get(key);
    if (!known) {
      groups.set(key, {
        key,
        type,
        reason,
        message,
        at,
        count,
        subjects: [concerned],
      });
      continue;
    }
    known.count += count;
    if (!known.subjects.some(other => other.subject === subject)) {
      known.subjects.push(concerned);
    }
  }
  return [...groups.values()];
}
