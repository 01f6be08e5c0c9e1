import { Source } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import {
  fluxName,
  fluxProblem,
  gitRepositoryOf,
  kustomizationDirectory,
  kustomizationOf,
} from './flux';
import { textAt } from './objectFields';

const ORIGIN_ANNOTATION = 'config.kubernetes.io/origin';

/**
 * Flux writes the origin as a small YAML document when `buildMetadata: [originAnnotations]` is set; its path is
 * relative to the Kustomization's directory.
 */
function originPath(
  object: KubernetesObject,
  kustomization: KubernetesObject | undefined,
): string | undefined {
  const origin = object.metadata.annotations?.[ORIGIN_ANNOTATION] ?? '';
  const path = /^path:\s*(.+)$/m.exec(origin)?.[1].trim();
  if (!path || !kustomization) return undefined;
  const directory = kustomizationDirectory(kustomization);
  return directory && !path.startsWith(`${directory}/`)
    ? `${directory}/${path}`
    : path;
}

/**
 * Where an object comes from: its file, the Kustomization that applied it, the repository behind that, and whether
 * what was fetched is applied. `deliveryPath` is where its abstraction would put it.
 */
export function sourceOf(
  store: ObjectStore,
  object: KubernetesObject,
  deliveryPath: string | undefined,
): Source {
  const kustomization = kustomizationOf(store, object);
  const path = originPath(object, kustomization) ?? deliveryPath;
  if (!kustomization) return { ...(path ? { path } : {}), upToDate: false };
  const repository = gitRepositoryOf(store, kustomization);
  const applied = textAt(kustomization, 'status', 'lastAppliedRevision');
  const fetched =
    repository && textAt(repository, 'status', 'artifact', 'revision');
  const url = repository && textAt(repository, 'spec', 'url');
  const blocked =
    (repository && fluxProblem(repository)) ?? fluxProblem(kustomization);
  return {
    ...(path ? { path } : {}),
    kustomization: fluxName(kustomization),
    ...(repository ? { gitRepository: fluxName(repository) } : {}),
    ...(url ? { repositoryUrl: url } : {}),
    ...(applied ? { appliedRevision: applied } : {}),
    ...(fetched ? { fetchedRevision: fetched } : {}),
    upToDate: applied !== undefined && applied === fetched && !blocked,
    ...(blocked ? { blocked } : {}),
  };
}
