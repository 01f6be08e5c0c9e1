import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InstanceDetail,
  parseInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { abstractionEntity } from './abstractionEntity';
import { instanceEntity } from './instanceEntity';
import { InstanceTies } from './instanceTies';
import { EntityLocations } from './locations';
import { inSlices } from './slices';

/** Entities by what they stand for: an instance ref, or `abstraction:<name>`. */
export type EntitySet = Map<string, Entity>;

/** How an abstraction is called among the keys of an EntitySet. */
export function abstractionKey(name: string): string {
  return `abstraction:${name}`;
}

/** The entity ref of whatever has an entity now, by what it stands for. */
export function presentRefs(cluster: KroCluster): Map<string, string> {
  return new Map([
    ...cluster
      .abstractions()
      .map(({ name }): [string, string] => [
        abstractionKey(name),
        stringifyEntityRef({ kind: 'API', name }),
      ]),
    ...cluster
      .instances()
      .map(({ ref, entityRef }): [string, string] => [ref, entityRef]),
  ]);
}

/** Makes the entities of what changed, and of others that have to say something else because of it. */
export class ChangedEntities {
  private readonly ties = new InstanceTies();

  constructor(
    private readonly context: {
      cluster: KroCluster;
      locations: EntityLocations;
    },
  ) {}

  /**
   * The entities of the instances and abstractions of these refs and names, as far as they are there.
   *
   * @param changed - takes the refs of those others, too, so that whoever has to ask again asks for all
   */
  async of(changed: {
    instances: Set<string>;
    abstractions: Set<string>;
  }): Promise<EntitySet> {
    const { cluster, locations } = this.context;
    const details = await this.lookAt(changed.instances);
    const abstractions = new Map(
      cluster.abstractions().map(item => [item.name, item]),
    );
    const entities: EntitySet = new Map();
    await inSlices(details, ([ref, detail]) => {
      const abstraction = abstractions.get(detail.abstraction);
      if (!abstraction) return;
      const relations = this.ties.relationsOf(ref);
      entities.set(
        ref,
        instanceEntity(this.context, abstraction, detail, relations),
      );
    });
    for (const name of changed.abstractions) {
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

  private async lookAt(
    refs: Set<string>,
  ): Promise<Map<string, InstanceDetail>> {
    const { cluster } = this.context;
    const details = new Map<string, InstanceDetail>();
    const look = (ref: string) => {
      const detail = cluster.instance(ref);
      if (detail) details.set(ref, detail);
      // A set hands out what is added to it while one goes through it.
      this.ties.update(ref, detail).forEach(other => refs.add(other));
    };
    const workspaces = [...refs].some(
      ref => parseInstanceRef(ref).namespace === undefined,
    );
    await inSlices(refs, look);
    if (workspaces) {
      // A workspace hands its owner down; whom it houses is known by now.
      await cluster.ready();
      const moved = this.ties.moved(cluster.instances());
      moved.forEach(ref => refs.add(ref));
      await inSlices(moved, look);
    }
    return details;
  }
}
