import { Cluster } from './cluster';
import { ObjectRef } from './clusterObject';

const SHOWN = 5;

/** As the API server gives an event, as far as a person reads it. */
interface EventObject {
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

/** The last events of an object, oldest first, as lines. */
export async function eventsOf(
  cluster: Cluster,
  { kind, name, namespace }: ObjectRef,
): Promise<string[]> {
  const selector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
  const list = await cluster.get<{ items: EventObject[] }>(
    `/api/v1/namespaces/${
      namespace ?? 'default'
    }/events?fieldSelector=${encodeURIComponent(selector)}`,
  );
  const time = (event: EventObject) =>
    event.lastTimestamp ?? event.eventTime ?? '';
  return (list?.items ?? [])
    .sort((one, other) => time(one).localeCompare(time(other)))
    .slice(-SHOWN)
    .map(
      event =>
        `${event.type} ${event.reason}: ${oneLine(event.message ?? '')}${
          (event.count ?? 1) > 1 ? ` (${event.count} times)` : ''
        }`,
    );
}

/** A message without its line breaks. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
