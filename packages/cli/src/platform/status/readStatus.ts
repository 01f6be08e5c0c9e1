import { Cluster } from '../cluster/cluster';
import { ClusterObject, ObjectRef, refOf } from '../cluster/clusterObject';
import { oneLine } from '../cluster/events';
import { healthOf } from '../cluster/health';
import {
  FLUX_NAMESPACE,
  GIT_REPOSITORY,
  Layer,
  readLayers,
} from '../cluster/layers';

/** One object of a platform, with its readiness. */
export interface StatusItem extends ObjectRef {
  ready: boolean;
  /** Why not; or what it says when it is. */
  message?: string;
  reason?: string;
  /** Layers only: the commit that was applied. */
  revision?: string;
  /** Layers and Flux's objects: nobody looks after it at present. */
  suspended?: boolean;
}

/** A platform as it is. */
export interface PlatformStatus {
  ready: boolean;
  server: string;
  source: StatusItem[];
  layers: StatusItem[];
  /** HelmReleases and the sources of their charts. */
  flux: StatusItem[];
  /** The programs of Core. */
  controllers: StatusItem[];
  abstractions: StatusItem[];
  /** What was ordered. Whether it is ready is its owners' matter: `ready` does not depend on it. */
  instances: StatusItem[];
}

/** Flux's other kinds, each of which may be missing on a cluster that had its own tools. */
const FLUX_KINDS: [apiVersion: string, kind: string][] = [
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
  ['source.toolkit.fluxcd.io/v1', 'OCIRepository'],
  ['source.toolkit.fluxcd.io/v1', 'HelmRepository'],
  ['notification.toolkit.fluxcd.io/v1', 'Receiver'],
];

const GRAPH = {
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
};

const PROGRAMS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Where the programs of Core live; what tenants run elsewhere is their own matter. */
const CORE_NAMESPACES = [
  FLUX_NAMESPACE,
  'kube-system',
  'gitea',
  'kyverno',
  'kro-system',
  'cnpg-system',
  'kafka',
];

/** Reads how a platform is. @throws PlatformError ClusterUnreachable or NoRights */
export async function readStatus(cluster: Cluster): Promise<PlatformStatus> {
  const layers = await readLayers(cluster);
  const source = await items(cluster, GIT_REPOSITORY, FLUX_NAMESPACE);
  const flux = [];
  for (const [apiVersion, kind] of FLUX_KINDS) {
    flux.push(...(await items(cluster, { apiVersion, kind })));
  }
  const controllers = [];
  for (const kind of PROGRAMS) {
    const all = await items(cluster, { apiVersion: 'apps/v1', kind });
    controllers.push(
      ...all.filter(({ namespace = '' }) =>
        CORE_NAMESPACES.includes(namespace),
      ),
    );
  }
  const graphs = (await cluster.list(GRAPH.apiVersion, GRAPH.kind)) ?? [];
  const abstractions = graphs.map(itemOf);
  const groups = {
    source,
    layers: layers.map(layerItem),
    flux,
    controllers,
    abstractions,
  };
  return {
    ready:
      layers.length > 0 &&
      Object.values(groups).every(group => group.every(({ ready }) => ready)),
    server: cluster.server,
    ...groups,
    instances: await instancesOf(cluster, graphs),
  };
}

/** What an abstraction says of the kind that it makes. */
interface GraphSpec {
  schema?: { group?: string; apiVersion?: string; kind?: string };
}

async function instancesOf(
  cluster: Cluster,
  graphs: ClusterObject[],
): Promise<StatusItem[]> {
  const found: StatusItem[] = [];
  for (const graph of graphs) {
    const { schema = {} } = (graph.spec ?? {}) as GraphSpec;
    const { group = 'kro.run', apiVersion, kind } = schema;
    if (!apiVersion || !kind) continue;
    const type = { apiVersion: `${group}/${apiVersion}`, kind };
    found.push(...(await items(cluster, type)));
  }
  return found;
}

async function items(
  cluster: Cluster,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  namespace?: string,
): Promise<StatusItem[]> {
  const list = await cluster.list(apiVersion, kind, { namespace });
  return (list ?? []).map(itemOf);
}

function itemOf(object: ClusterObject): StatusItem {
  const { ready, message, reason } = healthOf(object);
  const { suspend } = (object.spec ?? {}) as { suspend?: boolean };
  return {
    ...refOf(object),
    ready,
    ...(message ? { message: oneLine(message) } : {}),
    ...(reason ? { reason } : {}),
    ...(suspend ? { suspended: true } : {}),
  };
}

function layerItem({ object, health, revision, suspended }: Layer): StatusItem {
  const { message, reason } = health;
  return {
    ...refOf(object),
    ready: health.ready,
    ...(message ? { message: oneLine(message) } : {}),
    ...(reason ? { reason } : {}),
    ...(revision ? { revision } : {}),
    ...(suspended ? { suspended } : {}),
  };
}
