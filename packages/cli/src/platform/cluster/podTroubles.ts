import { Cluster } from './cluster';
import { ClusterObject, conditionOf } from './clusterObject';
import { oneLine } from './events';

/** A container's state, as far as it tells of troubles. */
interface ContainerStatus {
  name: string;
  state?: {
    waiting?: { reason?: string; message?: string };
    terminated?: { reason?: string; exitCode?: number };
  };
  lastState?: { terminated?: { reason?: string; exitCode?: number } };
}

/** Ordinary stages of a pod that starts. */
const ORDINARY = ['ContainerCreating', 'PodInitializing'];

/** What keeps the pods of a Deployment, StatefulSet or DaemonSet from running, a line each. */
export async function podTroubles(
  cluster: Cluster,
  { spec, metadata }: ClusterObject,
): Promise<string[]> {
  const { selector } = (spec ?? {}) as {
    selector?: { matchLabels?: Record<string, string> };
  };
  if (!selector?.matchLabels) return [];
  const pods = await cluster.list('v1', 'Pod', {
    namespace: metadata.namespace,
    query: {
      labelSelector: Object.entries(selector.matchLabels)
        .map(([name, value]) => `${name}=${value}`)
        .join(','),
    },
  });
  return (pods ?? []).flatMap(troublesOf);
}

function troublesOf(pod: ClusterObject): string[] {
  const status = (pod.status ?? {}) as {
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
  const { name } = pod.metadata;
  const unscheduled = conditionOf(pod, 'PodScheduled');
  return [
    ...(unscheduled?.status === 'False'
      ? [`pod ${name}: ${oneLine(unscheduled.message ?? 'is not scheduled')}`]
      : []),
    ...[
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ].flatMap(container => troubleOf(name, container)),
  ];
}

function troubleOf(
  pod: string,
  { name, state, lastState }: ContainerStatus,
): string[] {
  const { reason, message } = state?.waiting ?? {};
  if (!reason || ORDINARY.includes(reason)) return [];
  const before = lastState?.terminated;
  const ended = before
    ? ` (it ended before with code ${before.exitCode}: ${before.reason})`
    : '';
  return [
    `pod ${pod}, container ${name}: ${reason}${
      message ? `: ${oneLine(message)}` : ''
    }${ended}`,
  ];
}
