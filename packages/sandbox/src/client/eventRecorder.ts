import { KubernetesObject } from '@mini-atlas/kro';
import { timestamp } from '../apiserver/backend';
import { EventRecorder } from '../controllers/controller';
import { Client, ObjectId } from './client';
import { combineSimilar } from './combineSimilar';

/** How many kinds of events are remembered to be counted up. */
const REMEMBERED = 4_096;

/**
 * Writes `v1` Events as `client-go/tools/record` does: into the namespace of what they are about
 * (`default` for cluster-scoped objects); the same event again raises the count of the first, and many that
 * differ in their message only become one. An event that cannot be written (its namespace is going, say) is
 * logged and stops nobody's work.
 */
export function createEventRecorder(
  client: Client,
  log: (line: string) => void,
): EventRecorder {
  const written = new Map<string, ObjectId>();
  const combine = combineSimilar();
  const nameTime = risingNanoseconds();

  function record(
    about: KubernetesObject,
    given: Parameters<EventRecorder>[1],
  ): void {
    const time = new Date();
    const { identity, event } = combine(about, given, time.getTime());
    const known = written.get(identity);
    const present = known && client.get(known);
    const manager = { fieldManager: event.component };
    const now = timestamp(time);
    if (known && present) {
      const count = typeof present.count === 'number' ? present.count : 1;
      client.patch(
        known,
        { count: count + 1, lastTimestamp: now, message: event.message },
        manager,
      );
      return;
    }
    const created = client.create(
      newEvent(about, event, now, nameTime(time)),
      manager,
    );
    written.set(identity, {
      apiVersion: 'v1',
      kind: 'Event',
      name: created.metadata.name ?? '',
      namespace: created.metadata.namespace,
    });
    if (written.size > REMEMBERED) {
      const [oldest] = written.keys();
      written.delete(oldest);
    }
  }

  return (about, event) => {
    try {
      record(about, event);
    } catch (error) {
      log(
        `event ${event.reason} of ${about.kind} ${about.metadata.name}: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  };
}

function newEvent(
  about: KubernetesObject,
  event: Parameters<EventRecorder>[1],
  now: string,
  nameTime: bigint,
): KubernetesObject {
  const { name = '', namespace, uid, resourceVersion } = about.metadata;
  const { component, annotations, type, reason, message } = event;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.${nameTime.toString(16)}`,
      namespace: namespace ?? 'default',
      ...(annotations ? { annotations } : {}),
    },
    involvedObject: {
      kind: about.kind,
      ...(namespace ? { namespace } : {}),
      name,
      uid,
      apiVersion: about.apiVersion,
      resourceVersion,
    },
    reason,
    message,
    source: { component },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: '',
  };
}

/** Times in nanoseconds of which no two are the same, so that names of events are told apart, and in order, by them. */
function risingNanoseconds(): (time: Date) => bigint {
  let last = 0n;
  return time => {
    const now = BigInt(time.getTime()) * 1_000_000n;
    last = now > last ? now : last + 1n;
    return last;
  };
}
