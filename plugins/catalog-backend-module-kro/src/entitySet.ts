import { Entity } from '@backstage/catalog-model';
import {
  InstanceDetail,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { abstractionEntity } from './abstractionEntity';
import { instanceEntity } from './instanceEntity';
import { EntityLocations } from './locations';
import { relationsOf } from './relations';

/** Entities by what they stand for: an instance ref, or `abstraction:<name>`. */
export type EntitySet = Map<string, Entity>;

/** How an abstraction is called among the keys of an EntitySet. */
export function abstractionKey(name: string): string {
  return `abstraction:${name}`;
}

/** Instances whose entities may look different because of changed ones: neighbours and what lives in a workspace. */
function withRelated(
  instances: InstanceSummary[],
  changed: Set<string>,
): InstanceSummary[] {
  const hit = instances.filter(({ ref }) => changed.has(ref));
  const namespaces = new Set(hit.flatMap(({ namespace }) => namespace ?? []));
  const workspaces = new Set(
    hit.filter(({ namespace }) => !namespace).map(({ name }) => name),
  );
  return instances.filter(
    ({ ref, namespace, workspace }) =>
      changed.has(ref) ||
      (namespace !== undefined && namespaces.has(namespace)) ||
      (workspace !== undefined && workspaces.has(workspace)),
  );
}

/** The entities of the cluster, or only those that a change of the named instances and abstractions concerns. */
export function entitiesOf(
  context: { cluster: KroCluster; locations: EntityLocations },
  changed?: { instances: string[]; abstractions: string[] },
): EntitySet {
  const { cluster, locations } = context;
  const abstractions = new Map(
    cluster.abstractions().map(item => [item.name, item]),
  );
  const all = cluster.instances();
  const refs = new Set(changed?.instances);
  const names = new Set(changed?.abstractions);
  const wanted = changed
    ? withRelated(
        all,
        new Set([
          ...refs,
          ...all
            .filter(item => names.has(item.abstraction))
            .map(({ ref }) => ref),
        ]),
      )
    : all;
  const details = wanted.flatMap(({ ref }) => cluster.instance(ref) ?? []);
  const byNamespace = new Map<string, InstanceDetail[]>();
  for (const detail of details) {
    const key = detail.namespace ?? '';
    byNamespace.set(key, [...(byNamespace.get(key) ?? []), detail]);
  }
  const systems = new Map(
    all.filter(({ namespace }) => !namespace).map(item => [item.name, item]),
  );
  const entities: EntitySet = new Map();
  for (const detail of details) {
    const abstraction = abstractions.get(detail.abstraction);
    if (!abstraction) continue;
    const relations = relationsOf(
      detail,
      byNamespace.get(detail.namespace ?? '') ?? [],
      detail.workspace ? systems.get(detail.workspace) : undefined,
    );
    entities.set(
      detail.ref,
      instanceEntity(context, abstraction, detail, relations),
    );
  }
  for (const name of changed ? names : abstractions.keys()) {
    const abstraction = cluster.abstraction(name);
    if (abstraction) {
      entities.set(
        abstractionKey(name),
        abstractionEntity(locations, abstraction),
      );
    }
  }
  return entities;
}
