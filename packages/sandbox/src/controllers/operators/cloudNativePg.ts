import { KubernetesObject } from '@mini-atlas/kro';
import { mergeConditions } from '../conditions';
import { rfc3339 } from '../clock';
import { ControllerContext, runController } from '../controller';
import { count, Fields, fields } from '../fields';
import { controlledBy, controllerKey } from '../ownership';
import { writeStatus } from '../statusWriter';
import { isReady } from '../workloads/podReadiness';
import {
  databaseInstances,
  instancePod,
  ensureClaim,
} from './cloudNativePgInstance';
import { ensureAppSecret, ensureServices } from './cloudNativePgAccess';
import { createFirstSeen } from '../firstSeen';

/** The type of a CloudNativePG database. */
export const CLUSTER = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const MANAGER = 'cloudnative-pg';
/** The operator's own, for clusters that name none. */
const IMAGE = 'ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie';

/**
 * Imitates the CloudNativePG operator 1.30 for a `Cluster`: claims and pods `<name>-1..n` with their labels,
 * one after the other once the first has been initialised (`Timing.databaseBootstrap`); Services `-rw`, `-ro`,
 * `-r`; the Secret `<name>-app` with a random password; status with the operator's phases.
 * Leaves out: the init and join Jobs, certificates, fail-over (the primary stays the first instance), backups,
 * poolers, databases and roles as objects, hibernation, changes to a running cluster but its size.
 */
export function startCloudNativePg(context: ControllerContext): () => void {
  const seen = createFirstSeen();
  return runController(context, {
    name: 'cloudnative-pg',
    type: CLUSTER,
    watches: [{ type: POD, keysOf: controllerKey('Cluster') }],
    reconcile: key => {
      const cluster = context.client.get({ ...CLUSTER, ...key });
      if (!cluster || cluster.metadata.deletionTimestamp) return {};
      ensureServices(context.client, cluster, MANAGER);
      ensureAppSecret(context.client, cluster, MANAGER);
      const wait = seen.remaining(cluster, context.timing.databaseBootstrap);
      const phase =
        wait > 0 ? bootstrap(context, cluster) : scale(context, cluster);
      writeClusterStatus(context, cluster, phase);
      return wait > 0 ? { requeueAfter: wait } : {};
    },
  });
}

interface Phase {
  phase: string;
  phaseReason?: string;
}

function bootstrap(
  { client }: ControllerContext,
  cluster: KubernetesObject,
): Phase {
  ensureClaim(client, cluster, `${cluster.metadata.name}-1`, MANAGER);
  return {
    phase: 'Setting up primary',
    phaseReason: `Creating primary instance ${cluster.metadata.name}-1`,
  };
}

/** Adds or removes at most one instance, as the operator does, once those there are ready. */
function scale(context: ControllerContext, cluster: KubernetesObject): Phase {
  const { client } = context;
  const wanted = count(fields(cluster.spec).instances, 1);
  const pods = databaseInstances(client, cluster);
  const ready = pods.filter(isReady).length;
  if (pods.length > wanted) {
    const last = pods[pods.length - 1];
    const { namespace, name = '' } = last.metadata;
    client.delete({ ...POD, namespace, name });
    return {
      phase: 'Scaling down cluster',
      phaseReason: `Removing instance ${name}`,
    };
  }
  if (pods.length < wanted && ready === pods.length) {
    const name = `${cluster.metadata.name}-${pods.length + 1}`;
    ensureClaim(client, cluster, name, MANAGER);
    client.create(instancePod(cluster, name, pods.length === 0, IMAGE), {
      fieldManager: MANAGER,
    });
    context.recordEvent(cluster, {
      type: 'Normal',
      reason: 'CreatingInstance',
      message:
        pods.length === 0 ? `Primary instance (${name})` : `Replica (${name})`,
      component: 'cloudnative-pg',
    });
  }
  if (ready === wanted) return { phase: 'Cluster in healthy state' };
  return pods.length > 0 && ready === pods.length
    ? {
        phase: 'Creating a new replica',
        phaseReason: `Creating replica ${cluster.metadata.name}-${
          pods.length + 1
        }`,
      }
    : {
        phase: 'Waiting for the instances to become active',
        phaseReason: 'Some instances are not yet active. Please wait.',
      };
}

function writeClusterStatus(
  context: ControllerContext,
  cluster: KubernetesObject,
  phase: Phase,
): void {
  const { client } = context;
  const { name } = cluster.metadata;
  const status = fields(cluster.status);
  const pods = databaseInstances(client, cluster);
  const names = pods.map(pod => pod.metadata.name);
  const ready = pods.filter(isReady);
  const claims = controlledBy(client, cluster, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
  }).map(claim => claim.metadata.name);
  const primary = `${name}-1`;
  writeStatus(
    client,
    cluster,
    {
      ...status,
      ...phase,
      phaseReason: phase.phaseReason,
      instances: pods.length || undefined,
      readyInstances: ready.length || undefined,
      instanceNames: claims,
      image: fields(cluster.spec).imageName ?? IMAGE,
      latestGeneratedNode: claims.length,
      pvcCount: claims.length,
      healthyPVC: claims,
      writeService: `${name}-rw`,
      readService: `${name}-r`,
      targetPrimary: primary,
      targetPrimaryTimestamp: status.targetPrimaryTimestamp ?? microTime(),
      ...(ready.length > 0 ? primaryStatus(status, primary) : {}),
      ...(names.length > 0 ? { instancesStatus: healthOf(pods) } : {}),
      conditions: conditionsOf(cluster, phase),
    },
    MANAGER,
  );
}

function primaryStatus(status: Fields, primary: string): Fields {
  return {
    currentPrimary: primary,
    currentPrimaryTimestamp: status.currentPrimaryTimestamp ?? microTime(),
    timelineID: 1,
  };
}

function healthOf(pods: KubernetesObject[]): Record<string, string[]> {
  const names = (of: KubernetesObject[]) =>
    of.map(pod => pod.metadata.name ?? '');
  const unready = names(pods.filter(pod => !isReady(pod)));
  return {
    healthy: names(pods.filter(isReady)),
    ...(unready.length > 0 ? { replicating: unready } : {}),
  };
}

function conditionsOf(cluster: KubernetesObject, { phase }: Phase) {
  const healthy = phase === 'Cluster in healthy state';
  return mergeConditions(
    [
      healthy
        ? {
            type: 'Ready',
            status: 'True',
            reason: 'ClusterIsReady',
            message: 'Cluster is Ready',
          }
        : {
            type: 'Ready',
            status: 'False',
            reason: 'ClusterIsNotReady',
            message: 'Cluster Is Not Ready',
          },
    ],
    fields(cluster.status).conditions,
  );
}

/** The operator's own time stamps have microseconds. */
function microTime(): string {
  return rfc3339(Date.now()).replace('Z', '.000000Z');
}
