import { InstanceEvent } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { numberAt, textAt } from './objectFields';

/** When an event was seen last. */
export function eventTime(event: KubernetesObject): string {
  return (
    textAt(event, 'series', 'lastObservedTime') ??
    textAt(event, 'lastTimestamp') ??
    textAt(event, 'eventTime') ??
    event.metadata.creationTimestamp ??
    ''
  );
}

function newestFirst(left: { at: string }, right: { at: string }): number {
  return right.at.localeCompare(left.at);
}

function viewOf(event: KubernetesObject, child?: string): InstanceEvent {
  const kind = textAt(event, 'involvedObject', 'kind') ?? '';
  const name = textAt(event, 'involvedObject', 'name') ?? '';
  return {
    at: eventTime(event),
    type: textAt(event, 'type') === 'Warning' ? 'Warning' : 'Normal',
    reason: textAt(event, 'reason') ?? '',
    message: textAt(event, 'message') ?? '',
    count: numberAt(event, 'series', 'count') ?? numberAt(event, 'count') ?? 1,
    subject: `${kind} ${name}`,
    ...(child ? { child } : {}),
  };
}

/** The events about objects, newest first; `child` is the key under which pages know the object. */
export function eventsOf(
  store: ObjectStore,
  objects: { object: KubernetesObject; child?: string }[],
): InstanceEvent[] {
  return objects
    .flatMap(({ object, child }) =>
      store
        .eventsAbout(object.metadata.uid ?? '')
        .map(event => viewOf(event, child)),
    )
    .sort(newestFirst);
}

/** What client-go puts before the message of an event that stands for many similar ones (tools/record). */
const COMBINED = /^\(combined from similar events\): /;

/** The newest warning about an object, in its own words. */
export function latestWarning(
  store: ObjectStore,
  object: KubernetesObject,
): InstanceEvent | undefined {
  const warning = eventsOf(store, [{ object }]).find(
    event => event.type === 'Warning',
  );
  return (
    warning && { ...warning, message: warning.message.replace(COMBINED, '') }
  );
}
