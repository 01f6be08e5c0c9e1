import { FluxObject, FluxRef } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { GIT_REPOSITORY, KUSTOMIZATION } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import { asSentence, conditionOf, textAt, valueAt } from './objectFields';
import { kubectlOf } from './objectNames';

const LABEL_NAME = 'kustomize.toolkit.fluxcd.io/name';
const LABEL_NAMESPACE = 'kustomize.toolkit.fluxcd.io/namespace';
const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** `namespace/name` of a Flux object. */
export function fluxName({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

/** What names a Flux object. */
export function fluxRefOf({ kind, metadata }: KubernetesObject): FluxRef {
  return {
    kind: kind === GIT_REPOSITORY.kind ? 'GitRepository' : 'Kustomization',
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
  };
}

/** Whether somebody told Flux to leave an object alone. */
export function isSuspended(object: KubernetesObject): boolean {
  return valueAt(object, 'spec', 'suspend') === true;
}

/** A Flux object as a page shows it; `undefined` when the cluster has none of that name. */
export function fluxObjectOf(
  store: ObjectStore,
  { kind, namespace, name }: FluxRef,
): FluxObject | undefined {
  const type = kind === GIT_REPOSITORY.kind ? GIT_REPOSITORY : KUSTOMIZATION;
  const object = store.get(type, name, namespace);
  const problem = object && fluxProblem(object);
  return (
    object && {
      object,
      ...(problem ? { problem } : {}),
      kubectl: kubectlOf(object),
    }
  );
}

/** A Go duration such as `1m30s` in milliseconds; 0 when it is none. */
export function durationMs(text: string | undefined): number {
  return [...(text ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, value, unit]) => sum + Number(value) * UNITS[unit],
    0,
  );
}

/** The commit of a Flux revision such as `main@sha1:f86cda0e…`. */
export function commitOf(revision: string | undefined): string | undefined {
  return revision?.split(':').pop();
}

/** The Kustomization that applied an object, by its labels. */
export function kustomizationOf(
  store: ObjectStore,
  object: KubernetesObject,
): KubernetesObject | undefined {
  const name = object.metadata.labels?.[LABEL_NAME];
  const namespace = object.metadata.labels?.[LABEL_NAMESPACE];
  return name ? store.get(KUSTOMIZATION, name, namespace) : undefined;
}

/** The directory of the repository that a Kustomization applies; empty for its root. */
export function kustomizationDirectory(
  kustomization: KubernetesObject,
): string {
  return (textAt(kustomization, 'spec', 'path') ?? '')
    .replace(/^\.?\/+|^\.$/, '')
    .replace(/\/+$/, '');
}

/** The Kustomization whose directory holds a file: the innermost where several do. */
export function kustomizationForPath(
  store: ObjectStore,
  path: string,
): KubernetesObject | undefined {
  return store
    .list(KUSTOMIZATION)
    .filter(object => {
      const root = kustomizationDirectory(object);
      return root === '' || path === root || path.startsWith(`${root}/`);
    })
    .sort(
      (left, right) =>
        kustomizationDirectory(right).length -
        kustomizationDirectory(left).length,
    )[0];
}

/** The GitRepository that a Kustomization reads from. */
export function gitRepositoryOf(
  store: ObjectStore,
  kustomization: KubernetesObject,
): KubernetesObject | undefined {
  if (textAt(kustomization, 'spec', 'sourceRef', 'kind') !== 'GitRepository') {
    return undefined;
  }
  const name = textAt(kustomization, 'spec', 'sourceRef', 'name');
  const namespace =
    textAt(kustomization, 'spec', 'sourceRef', 'namespace') ??
    kustomization.metadata.namespace;
  return name ? store.get(GIT_REPOSITORY, name, namespace) : undefined;
}

/** Flux names files as it unpacked them, in a directory that is gone by then; people know them by their path in Git. */
function inRepository(message: string | undefined): string | undefined {
  return message?.replace(/\/tmp\/kustomization-\d+\//g, '');
}

/** Why a Flux object does not get on, in a sentence; `undefined` while it does or is still at it. */
export function fluxProblem(object: KubernetesObject): string | undefined {
  if (isSuspended(object)) {
    return `${object.kind} ${fluxName(object)} is suspended`;
  }
  const stalled = conditionOf(object, 'Stalled');
  const ready = conditionOf(object, 'Ready');
  const problem = [
    stalled?.status === 'True' && stalled,
    ready?.status === 'False' && ready,
  ].find(condition => typeof condition === 'object');
  return problem && problem.reason !== 'Progressing'
    ? asSentence(inRepository(problem.message) || `${object.kind} is not ready`)
    : undefined;
}
