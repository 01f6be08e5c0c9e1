import {
  AbstractionSummary,
  ClusterStatus,
  entityRefOf,
  InstanceDetail,
  InstanceEvent,
  InstanceSummary,
  Source,
} from '@mini-atlas/backstage-plugin-kro-common';
import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { eventsOf } from './events';
import { InstanceEvaluation } from './instanceEvaluation';
import { conditionsOf } from './objectFields';
import { kubectlOf } from './objectNames';
import { outputsOf } from './outputs';
import { podsBelow } from './podProblem';

/** An instance with everything that a page about it needs. */
export interface InstanceSubject {
  ref: string;
  object: KubernetesObject;
  abstraction: Pick<
    AbstractionSummary,
    'name' | 'title' | 'kind' | 'catalogKind' | 'usage'
  >;
  workspace?: string;
  owner?: string;
  evaluation: InstanceEvaluation;
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The newest of some RFC 3339 times in UTC. */
function newest(times: (string | undefined)[]): string {
  return times.reduce<string>(
    (latest, time) => (time && time > latest ? time : latest),
    '',
  );
}

function eventsAround(
  store: ObjectStore,
  { object, evaluation }: InstanceSubject,
): InstanceEvent[] {
  const children = evaluation.children.flatMap(({ child, object: made }) =>
    made
      ? [
          made,
          ...store.ownedBy(made.metadata.uid ?? ''),
          ...podsBelow(store, made),
        ]
          .filter((item, index, all) => all.indexOf(item) === index)
          .map(item => ({ object: item, child: child.key }))
      : [],
  );
  return eventsOf(store, [{ object }, ...children]);
}

/** One row of the fleet. */
export function instanceSummaryOf(subject: InstanceSubject): InstanceSummary {
  const { ref, object, abstraction, workspace, owner, evaluation } = subject;
  const { name = '', namespace, creationTimestamp = '' } = object.metadata;
  const childConditions = evaluation.children.flatMap(({ object: made }) =>
    made ? conditionsOf(made) : [],
  );
  return {
    ref,
    apiVersion: object.apiVersion,
    kind: object.kind,
    name,
    ...(namespace ? { namespace } : {}),
    abstraction: abstraction.name,
    abstractionTitle: abstraction.title,
    ...(workspace ? { workspace } : {}),
    ...(owner ? { owner } : {}),
    entityRef: entityRefOf(abstraction, {
      name,
      ...(namespace ? { namespace } : {}),
    }),
    health: evaluation.health,
    children: {
      ready: evaluation.counts.ready,
      total: evaluation.counts.total,
    },
    createdAt: creationTimestamp,
    changedAt: newest([
      creationTimestamp,
      ...[...conditionsOf(object), ...childConditions].map(
        condition => condition.lastTransitionTime,
      ),
    ]),
  };
}

/** The author's lines about how to use an instance, for this one. */
function usageOf(
  { usage }: Pick<AbstractionSummary, 'usage'>,
  { metadata: { name = '', namespace = '' } }: KubernetesObject,
): Pick<InstanceDetail, 'usage'> {
  return usage
    ? {
        usage: usage
          .replaceAll('{name}', name)
          .replaceAll('{namespace}', namespace),
      }
    : {};
}

/** Everything that the instance page shows. */
export function instanceDetailOf(
  store: ObjectStore,
  subject: InstanceSubject,
  cluster: ClusterStatus,
  source: Source,
): InstanceDetail {
  const { object, evaluation, abstraction } = subject;
  const summary = instanceSummaryOf(subject);
  const events = eventsAround(store, subject);
  return {
    ...summary,
    changedAt: newest([summary.changedAt, ...events.map(event => event.at)]),
    cluster,
    spec: isJsonObject(object.spec) ? object.spec : {},
    conditions: conditionsOf(object),
    outputs: outputsOf(object),
    ...usageOf(abstraction, object),
    nodes: evaluation.nodes,
    childList: evaluation.children.map(({ child }) => child),
    causes: evaluation.causes,
    events,
    source,
    kubectl: kubectlOf(object),
    object,
  };
}
