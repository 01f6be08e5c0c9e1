import {
  ClusterObject,
  ObjectRef,
  refOf,
  textOf,
} from '../cluster/clusterObject';
import { eventsOf, oneLine } from '../cluster/events';
import { Health, healthOf } from '../cluster/health';
import { podTroubles } from '../cluster/podTroubles';
import { waitUntil } from '../waitUntil';
import { Cluster } from '../cluster/cluster';
import { PlatformError } from '../platformError';
import { clusterOf, UpContext } from './upContext';

/**
 * Waits until objects are ready, and says how many are.
 *
 * @throws PlatformError NotReady with the first that is not: its condition, its events, its pods' troubles
 */
export async function waitForObjects(
  context: UpContext,
  refs: ObjectRef[],
  says: (text: string) => void,
): Promise<void> {
  const cluster = clusterOf(context);
  let culprit: { ref: ObjectRef; health: Health } | undefined;
  await waitUntil(
    async () => {
      const notReady = [];
      for (const ref of refs) {
        const health = await healthIn(cluster, ref);
        if (!health.ready) notReady.push({ ref, health });
      }
      [culprit] = notReady;
      if (!culprit) return undefined;
      return `${refs.length - notReady.length} of ${
        refs.length
      } ready: waiting for ${textOf(culprit.ref)}: ${oneLine(
        culprit.health.message ?? 'is not ready',
      )}`;
    },
    {
      says,
      limitMs: context.settings.timeoutMs,
      signal: context.signal,
      tooLong: () =>
        culprit
          ? notReadyError(cluster, culprit.ref, culprit.health)
          : Promise.reject(new Error('Nothing was waited for')),
    },
  );
}

async function healthIn(cluster: Cluster, ref: ObjectRef): Promise<Health> {
  const object = await cluster.read(ref);
  return object
    ? healthOf(object)
    : { ready: false, message: 'is not there yet' };
}

/** Everything that helps with an object that does not become ready. */
export async function notReadyError(
  cluster: Cluster,
  ref: ObjectRef,
  { reason, message = 'is not ready' }: Health,
): Promise<PlatformError> {
  const object = await cluster.read(ref);
  const { kind, name, namespace } = ref;
  const scope = namespace ? ` -n ${namespace}` : '';
  return new PlatformError(
    'NotReady',
    `${textOf(ref)} does not become ready: ${oneLine(message)}${
      reason ? ` (${reason})` : ''
    }`,
    {
      details: [
        ...conditionLines(object),
        ...(object ? await podTroubles(cluster, object) : []),
        ...(await eventsOf(cluster, ref)).map(line => `event: ${line}`),
      ],
      next: `Look closer: kubectl --kubeconfig ${
        cluster.kubeconfig
      } describe ${kind.toLowerCase()} ${name}${scope}. When it is mended, run the same command again: it goes on from here.`,
    },
  );
}

function conditionLines(object: ClusterObject | undefined): string[] {
  return (object?.status?.conditions ?? []).map(
    ({ type, status, reason, message }) =>
      `condition: ${type}=${status}${reason ? ` ${reason}` : ''}${
        message ? `: ${oneLine(message)}` : ''
      }`,
  );
}

/** What has to be ready of a list of manifests: programs and definitions. */
export function waitedFor(
  manifests: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  }[],
): ObjectRef[] {
  const kinds = [
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'CustomResourceDefinition',
  ];
  return manifests.filter(({ kind }) => kinds.includes(kind)).map(refOf);
}
