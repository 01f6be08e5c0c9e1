import { Body, ClusterUnderTest } from '../clusterUnderTest';
import { numbered } from '../numbered';
import { until } from '../until';
import { withoutChance } from '../withoutChance';
import { DELIVERIES, FluxKind, fluxPath } from './deliveryUnderTest';

/** What differs from run to run in what Flux says, and what stands for it. */
const CHANCE: [RegExp, string][] = [
  [/http:\/\/127\.0\.0\.1:\d+/g, '<server>'],
  [/\/tmp\/kustomization-\d+/g, '<root>'],
  [/(finished in|passed in|failed after) [\dhmsµn.]+[a-z]/g, '$1 <duration>'],
];

/** What is told apart by its number: two that are equal have the same. */
const NUMBERED: [RegExp, string][] = [
  [/\bsha256:[0-9a-f]{64}\b/g, 'digest'],
  [/\b[0-9a-f]{40}\b/g, 'commit'],
];

/**
 * What Flux says of one of its objects: conditions, events in their order, and the rest of `status`, without times,
 * sizes, durations and addresses; commits and digests are numbered in the order in which they appear.
 */
export async function fluxReport(
  { api }: ClusterUnderTest,
  kind: FluxKind,
  name: string,
): Promise<object> {
  const { metadata, status } = await api.get<Body>(fluxPath(kind, name));
  // Events are written beside the status, and come a little later.
  const { items } = await until(
    api,
    `/api/v1/namespaces/${DELIVERIES}/events`,
    body => isTold(status, aboutOne(body.items, metadata.uid)),
  );
  const { conditions = [], history, artifact, ...rest } = status ?? {};
  return steady({
    events: aboutOne(items, metadata.uid).sort(byCreation).map(eventLine),
    conditions: conditions.map(conditionLine),
    ...rest,
    ...(artifact && { artifact: { ...artifact, size: undefined } }),
    ...(history && { history: history.map(withoutDuration) }),
  });
}

function aboutOne(events: Body[], uid: string): Body[] {
  return events.filter(({ involvedObject }) => involvedObject.uid === uid);
}

/** Whether the events tell what the status says. */
function isTold({ conditions, history }: Body, events: Body[]): boolean {
  const { status, reason, message } = conditions.find(
    ({ type }: Body) => type === 'Ready',
  );
  if (status === 'True') {
    const finished = sum(
      events.filter(event => / finished in /.test(event.message)),
      ({ count }) => count,
    );
    const succeeded = sum(
      (history ?? []).filter(
        (entry: Body) => entry.lastReconciledStatus === reason,
      ),
      ({ totalReconciliations }) => totalReconciliations,
    );
    return finished >= succeeded;
  }
  return (
    reason === 'DependencyNotReady' ||
    / not found$/.test(message) ||
    events.some(event => event.message.trim() === message.trim())
  );
}

function sum(items: Body[], valueOf: (item: Body) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}

function conditionLine({ type, status, reason, message }: Body): string {
  return `${type}=${status} ${reason}: ${message}`;
}

function eventLine({ type, reason, message, metadata, source }: Body): object {
  return {
    says: `${type} ${reason}: ${message}`,
    of: source.component,
    ...(metadata.annotations && { with: metadata.annotations }),
  };
}

/** The name of an event ends with the time at which it was first seen, to the nanosecond. */
function byCreation(one: Body, other: Body): number {
  const time = ({ metadata }: Body): string =>
    metadata.name.split('.').pop().padStart(16, '0');
  return time(one) < time(other) ? -1 : 1;
}

function withoutDuration({ lastReconciledDuration: _, ...entry }: Body): Body {
  return entry;
}

function steady(report: object): object {
  let text = CHANCE.reduce(
    (rest, [pattern, stand]) => rest.replace(pattern, stand),
    JSON.stringify(report),
  );
  for (const [pattern, name] of NUMBERED) text = numbered(text, pattern, name);
  return JSON.parse(withoutChance(text));
}
