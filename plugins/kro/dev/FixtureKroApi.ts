import { ResponseError } from '@backstage/errors';
import { ChangeDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { KroApi } from '../src';
import {
  abstractions,
  changeChecks,
  changes,
  cluster,
  instances,
  manyChanges,
  manyInstances,
  quotaChild,
  readyDetail,
  shop,
  webApplication,
} from './fixtures';

/** The ways in which the fixture backend can behave. */
export const FIXTURE_MOODS = [
  'well',
  'many',
  'empty',
  'slow',
  'broken',
  'forbidden',
  'stale',
] as const;

/** How the fixture backend behaves. */
export type Mood = (typeof FIXTURE_MOODS)[number];

function refusal(status: number, name: string, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
      {
        status,
        statusText: name,
        headers: { 'Content-Type': 'application/json' },
      },
    ),
  );
}

async function found<T>(value: T | undefined, what: string): Promise<T> {
  if (value === undefined) {
    throw await refusal(404, 'NotFoundError', `No ${what}`);
  }
  return value;
}

/** Answers from fixtures, in the given mood. For development and tests only. */
export function fixtureKroApi(mood: Mood = 'well'): KroApi {
  const clusterNow =
    mood === 'stale'
      ? {
          ...cluster,
          state: 'stale' as const,
          message: 'connect ECONNREFUSED 127.0.0.1:6443. Is the cluster up?',
        }
      : cluster;
  const answer = async <T>(value: T): Promise<T> => {
    switch (mood) {
      case 'slow':
        return new Promise<T>(() => {});
      case 'broken':
        throw await refusal(
          503,
          'ServiceUnavailableError',
          'The kro backend is still starting',
        );
      case 'forbidden':
        throw await refusal(403, 'NotAllowedError', 'Not allowed');
      default:
        return value;
    }
  };
  const fleet = {
    many: manyInstances(5_000),
    empty: [],
  };
  const items = mood === 'many' || mood === 'empty' ? fleet[mood] : instances;
  const changesOf: Partial<Record<Mood, ChangeDetail[]>> = {
    many: [...changes, ...manyChanges(500)],
    empty: [],
  };
  return {
    getAbstractions: () =>
      answer({
        cluster: clusterNow,
        items: mood === 'empty' ? [] : abstractions,
      }),
    getAbstraction: async name =>
      answer(
        await found(
          name === webApplication.name
            ? { ...webApplication, cluster: clusterNow }
            : undefined,
          `abstraction ${name}`,
        ),
      ),
    getInstances: ({ search = '' } = {}) =>
      answer({
        cluster: clusterNow,
        items: items.filter(({ name }) => name.includes(search)),
      }),
    getInstance: async ref => {
      const summary = instances.find(other => other.ref === ref);
      const detail = ref === shop.ref ? shop : summary && readyDetail(summary);
      return answer(
        await found(
          detail && { ...detail, cluster: clusterNow },
          `instance ${ref}`,
        ),
      );
    },
    getChild: async (_ref, key) => {
      const child = await found(
        [...shop.childList, quotaChild].find(other => other.key === key),
        `child ${key}`,
      );
      return answer({
        child,
        object: {
          apiVersion: child.apiVersion,
          kind: child.kind,
          metadata: { name: child.name, namespace: child.namespace },
          ...(child === quotaChild
            ? {
                status: {
                  hard: {
                    'requests.cpu': '4',
                    'requests.memory': '8Gi',
                    pods: '40',
                  },
                  used: {
                    'requests.cpu': '1300m',
                    'requests.memory': '7424Mi',
                    pods: '9',
                  },
                },
              }
            : { spec: { replicas: 2 } }),
        },
      });
    },
    getEvents: () => answer(shop.events),
    preview: async () => {
      throw await refusal(501, 'NotImplementedError', 'No preview in fixtures');
    },
    getRemoval: async ref => {
      const summary = instances.find(other => other.ref === ref);
      const { name, abstractionTitle } = await found(summary, ref);
      return answer({
        ref,
        abstractionTitle,
        name,
        path: `delivery/${name}.yaml`,
        yaml: '',
        live: true,
        children: shop.childList,
        residents: [],
        checks: [],
      });
    },
    getChanges: () => answer({ items: changesOf[mood] ?? changes }),
    getChange: async number =>
      answer(
        await found(
          changes.find(other => other.number === number),
          `change ${number}`,
        ),
      ),
    getChangeChecks: async () => answer(changeChecks),
    mergeChange: async number => {
      const open = await found(
        changes.find(other => other.number === number),
        `change ${number}`,
      );
      return answer({ ...open, state: 'merged', merge: { allowed: false } });
    },
    getFluxObject: async ({ kind, namespace, name }) =>
      answer({
        object: {
          apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
          kind,
          metadata: { name, namespace },
          spec: { path: './delivery/tenants' },
        },
        kubectl: `kubectl get ${kind.toLowerCase()} ${name} -n ${namespace} -o yaml`,
      }),
    getCluster: () => answer(clusterNow),
  };
}
