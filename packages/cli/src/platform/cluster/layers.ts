import { Cluster } from './cluster';
import {
  ClusterObject,
  conditionOf,
  isSame,
  ObjectRef,
  refOf,
  textOf,
} from './clusterObject';
import { oneLine } from './events';
import { Health, healthOf } from './health';

/** Where Flux and all of its objects live. */
export const FLUX_NAMESPACE = 'flux-system';

/** Flux's kinds of which a platform consists. */
export const KUSTOMIZATION = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
};
export const GIT_REPOSITORY = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
};

export const RECEIVER = {
  apiVersion: 'notification.toolkit.fluxcd.io/v1',
  kind: 'Receiver',
};

/** The Kustomization that brings all others. */
export const ROOT: ObjectRef = {
  ...KUSTOMIZATION,
  name: 'mini-atlas',
  namespace: FLUX_NAMESPACE,
};

/** The repository that it comes from. */
export const SOURCE: ObjectRef = {
  ...GIT_REPOSITORY,
  name: 'platform',
  namespace: FLUX_NAMESPACE,
};

/** One Kustomization of a platform. */
export interface Layer {
  name: string;
  dependsOn: string[];
  health: Health;
  /** The commit that it was applied from: `main@sha1:…`. */
  revision?: string;
  suspended: boolean;
  /** What it has applied. */
  inventory: ObjectRef[];
  object: ClusterObject;
}

/** As Flux writes it. */
interface KustomizationFields {
  spec?: {
    suspend?: boolean;
    dependsOn?: { name: string }[];
  };
  status?: {
    lastAppliedRevision?: string;
    inventory?: { entries?: { id: string; v: string }[] };
  };
}

/** The root and every Kustomization that it has applied, each after those that it depends on; none without a root. */
export async function readLayers(cluster: Cluster): Promise<Layer[]> {
  const list = await cluster.list(
    KUSTOMIZATION.apiVersion,
    KUSTOMIZATION.kind,
    { namespace: FLUX_NAMESPACE },
  );
  const layers = (list ?? []).map(layerOf);
  const root = layers.find(({ name }) => name === ROOT.name);
  if (!root) return [];
  const brought = layers.filter(({ object }) =>
    root.inventory.some(entry => isSame(entry, refOf(object))),
  );
  return [root, ...inOrder(brought)];
}

function layerOf(object: ClusterObject): Layer {
  const { spec = {}, status = {} } = object as KustomizationFields;
  return {
    name: object.metadata.name,
    dependsOn: (spec.dependsOn ?? []).map(({ name }) => name),
    health: healthOfLayer(object),
    revision: status.lastAppliedRevision,
    suspended: spec.suspend ?? false,
    inventory: (status.inventory?.entries ?? []).map(readEntry),
    object,
  };
}

/** A Kustomization that nobody has looked at yet has no conditions, and is not ready. */
function healthOfLayer(object: ClusterObject): Health {
  return conditionOf(object, 'Ready')
    ? healthOf(object)
    : { ready: false, message: 'Flux has not looked at it yet' };
}

/** Reads `<namespace>_<name>_<group>_<kind>`; colons in names are written as two underscores. */
function readEntry({ id, v }: { id: string; v: string }): ObjectRef {
  const [namespace, ...rest] = id.split('_');
  const kind = rest.pop() ?? '';
  const group = rest.pop() ?? '';
  return {
    apiVersion: group ? `${group}/${v}` : v,
    kind,
    name: rest.join('_').replace(/__/g, ':'),
    ...(namespace ? { namespace } : {}),
  };
}

function inOrder(layers: Layer[]): Layer[] {
  const placed: Layer[] = [];
  const names = new Set(layers.map(({ name }) => name));
  const isFree = ({ dependsOn }: Layer) =>
    dependsOn.every(
      other => !names.has(other) || placed.some(({ name }) => name === other),
    );
  let rest = layers;
  while (rest.length > 0) {
    // A circle has no order: as they come.
    const next = rest.find(isFree) ?? rest[0];
    placed.push(next);
    rest = rest.filter(one => one !== next);
  }
  return placed;
}

/** What keeps a platform from being ready: an object, and why it is not. */
export interface Culprit {
  layer: string;
  ref: ObjectRef;
  health: Health;
}

/**
 * Finds the first thing that is waited for: a layer whose own dependencies are ready and, in it, the object that is
 * not. Nothing when all are ready.
 */
export async function findCulprit(
  cluster: Cluster,
  layers: Layer[],
): Promise<Culprit | undefined> {
  const notReady = layers.filter(({ health }) => !health.ready);
  const isBlocked = ({ dependsOn }: Layer) =>
    dependsOn.some(name => notReady.some(other => other.name === name));
  const layer = notReady.find(one => !isBlocked(one)) ?? notReady[0];
  if (!layer) return undefined;
  for (const ref of layer.inventory) {
    // Layers stand for themselves.
    if (ref.kind === KUSTOMIZATION.kind) continue;
    const object = await cluster.read(ref);
    if (!object) continue;
    const health = healthOf(object);
    if (!health.ready) return { layer: layer.name, ref, health };
  }
  return { layer: layer.name, ref: refOf(layer.object), health: layer.health };
}

/** A culprit as a sentence: `kyverno: HelmRelease kyverno/kyverno: …`. */
export function describeCulprit({ layer, ref, health }: Culprit): string {
  const what =
    ref.kind === KUSTOMIZATION.kind && ref.name === layer
      ? layer
      : `${layer}: ${textOf(ref)}`;
  return `${what}: ${oneLine(health.message ?? 'is not ready')}`;
}
