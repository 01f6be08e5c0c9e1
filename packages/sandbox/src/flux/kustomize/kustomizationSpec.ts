import { posix } from 'node:path';
import { KubernetesObject } from '@mini-atlas/kro';
import { asFields, asList, asText, Fields, specOf } from '../fields';
import { parseGoDuration } from '../goDuration';
import { notImitated } from '../notImitated';
import { ObjectRef } from './inventory';
import { PostBuild, postBuildOf } from './postBuild';

/** Names another Kustomization that must be ready first. */
export interface Dependency {
  name: string;
  namespace: string;
  readyExpr?: string;
}

/** A Kustomization's `spec`, read. Times in milliseconds. */
export interface KustomizationSpec {
  /** Directory in the source, `''` for its root; never outside. */
  path: string;
  source: { kind: string; name: string; namespace: string };
  dependsOn: Dependency[];
  interval: number;
  retryInterval: number;
  timeout: number;
  prune: boolean;
  wait: boolean;
  force: boolean;
  suspend: boolean;
  targetNamespace?: string;
  healthChecks: ObjectRef[];
  healthCheckExprs: unknown;
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  originAnnotations: boolean;
  deletionPolicy: string;
  /** As they stand there; read when they are needed, since they may be wrong. */
  patches: unknown;
  postBuild?: PostBuild;
  /** Names what is set and not imitated. */
  fault?: string;
}

/** Flux takes no shorter one; without any, it ends as long before the interval does. */
const SHORTEST_TIMEOUT_MS = 30_000;

const NOT_IMITATED = [
  'components',
  'decryption',
  'ignore',
  'images',
  'kubeConfig',
  'namePrefix',
  'nameSuffix',
  'patchesJson6902',
  'patchesStrategicMerge',
  'serviceAccountName',
];

/** Reads the spec. */
export function kustomizationSpec(object: KubernetesObject): KustomizationSpec {
  const spec = specOf(object);
  const own = object.metadata.namespace ?? '';
  const interval = parseGoDuration(spec.interval, 60_000);
  const metadata = asFields(spec.commonMetadata);
  return {
    path: pathOf(spec.path),
    source: sourceOf(asFields(spec.sourceRef), own),
    dependsOn: asList(spec.dependsOn)
      .map(asFields)
      .map(entry => ({
        name: String(entry.name),
        namespace: asText(entry.namespace) ?? own,
        readyExpr: asText(entry.readyExpr),
      })),
    interval,
    retryInterval: parseGoDuration(spec.retryInterval, interval),
    timeout: Math.max(
      SHORTEST_TIMEOUT_MS,
      parseGoDuration(spec.timeout, interval - SHORTEST_TIMEOUT_MS),
    ),
    prune: spec.prune === true,
    wait: spec.wait === true,
    force: spec.force === true,
    suspend: spec.suspend === true,
    targetNamespace: asText(spec.targetNamespace),
    healthChecks: asList(spec.healthChecks).map(asFields).map(healthCheck),
    healthCheckExprs: spec.healthCheckExprs,
    commonLabels: texts(metadata.labels),
    commonAnnotations: texts(metadata.annotations),
    originAnnotations: asList(spec.buildMetadata).includes('originAnnotations'),
    deletionPolicy: asText(spec.deletionPolicy) ?? 'MirrorPrune',
    patches: spec.patches,
    postBuild: postBuildOf(spec.postBuild),
    fault: notImitated(spec, NOT_IMITATED),
  };
}

/** `..` never leads out of the root, as in Flux's `securejoin`. */
function pathOf(path: unknown): string {
  return posix.normalize(`/${asText(path) ?? ''}`).replace(/^\/+|\/+$/g, '');
}

function sourceOf(ref: Fields, own: string): KustomizationSpec['source'] {
  return {
    kind: String(ref.kind),
    name: String(ref.name),
    namespace: asText(ref.namespace) ?? own,
  };
}

function healthCheck(entry: Fields): ObjectRef {
  const namespace = asText(entry.namespace);
  return {
    apiVersion: asText(entry.apiVersion) ?? 'v1',
    kind: String(entry.kind),
    metadata: { name: String(entry.name), ...(namespace ? { namespace } : {}) },
  };
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asFields(value)).map(([key, entry]) => [key, String(entry)]),
  );
}
