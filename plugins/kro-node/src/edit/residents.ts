import { Resident } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { KroCluster } from '../kroCluster';
import { DeliveryTarget } from './deliveryTarget';

/** What Git holds and what open changes ask for, by path. */
export interface GitFacts {
  /** Files of the directories that `residentDirectories` names. */
  paths: string[];
  /** Open changes, with the files that they write. */
  openChanges: { number: number; paths: string[] }[];
}

/** The namespaces that an instance made, or will make out of its manifest; they go together with it. */
export function namespacesMadeBy(
  cluster: KroCluster,
  { ref }: DeliveryTarget,
  manifest: KubernetesObject | undefined,
): string[] {
  const live = cluster.instance(ref)?.childList ?? [];
  const planned =
    manifest && cluster.specProblems(manifest).length === 0
      ? cluster.plan(manifest).nodes.flatMap(node => node.objects)
      : [];
  const names = [
    ...live.filter(isNamespace).map(({ name }) => name),
    ...planned
      .map(({ object }) => object)
      .filter(isNamespace)
      .flatMap(({ metadata }) => metadata.name ?? []),
  ];
  return [...new Set(names)];
}

function isNamespace(object: { apiVersion: string; kind: string }): boolean {
  return object.apiVersion === 'v1' && object.kind === 'Namespace';
}

/** The directories of the delivery repository in which the manifests of what lives in a namespace are. */
export function residentDirectories(
  cluster: KroCluster,
  namespaces: string[],
): string[] {
  const patterns = cluster
    .abstractions()
    .flatMap(({ deliveryPath }) => deliveryPath ?? [])
    .filter(path => path.includes('{namespace}'));
  const directories = namespaces.flatMap(namespace =>
    patterns.map(pattern =>
      pattern
        .replaceAll('{namespace}', namespace)
        .replace(/\{.*$/, '')
        .replace(/\/?[^/]*$/, ''),
    ),
  );
  return [...new Set(directories)].filter(Boolean);
}

/**
 * The instances that live in these namespaces, in the cluster, in Git, or by an open change: each once. While there are
 * any, the namespace must not go.
 */
export function residentsOf(
  cluster: KroCluster,
  namespaces: string[],
  { paths, openChanges }: GitFacts,
): Resident[] {
  const residents = new Map<string, Resident>();
  const add = (resident: Resident) => {
    if (!residents.has(resident.ref)) residents.set(resident.ref, resident);
  };
  for (const { ref, kind, name, namespace, entityRef } of cluster.instances()) {
    if (namespace && namespaces.includes(namespace)) {
      add({ ref, kind, name, entityRef, where: 'cluster' });
    }
  }
  paths.flatMap(atPath).forEach(found => add({ ...found, where: 'git' }));
  for (const { number, paths: written } of openChanges) {
    written
      .flatMap(atPath)
      .forEach(found => add({ ...found, where: 'change', change: number }));
  }
  return [...residents.values()];

  function atPath(path: string): Omit<Resident, 'where'>[] {
    const found = cluster.instanceAtPath(path);
    if (!found?.namespace || !namespaces.includes(found.namespace)) return [];
    const { ref, name, entityRef, abstraction } = found;
    const kind =
      cluster.abstractions().find(item => item.name === abstraction)?.kind ??
      abstraction;
    return [{ ref, kind, name, entityRef }];
  }
}

/** Why an instance cannot be removed: who lives in it and what to do; a sentence. */
export function residentsSentence(residents: Resident[]): string {
  const named = residents.map(({ kind, name, where, change }) =>
    where === 'change'
      ? `${kind} ${name} (change #${change})`
      : `${kind} ${name}`,
  );
  return `${
    named.length === 1 ? '1 thing lives' : `${named.length} things live`
  } in it: ${named.join(
    ', ',
  )}. It would take them along; remove them first, and close open changes that ask for more.`;
}
