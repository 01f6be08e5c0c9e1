import { parseInstanceRef } from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { abstractionKey } from './entitySet';
import { HeldEntity, ReadHeldEntities } from './heldEntities';

const GRAPH_TYPE = 'ResourceGraphDefinition.kro.run/v1alpha1';
const ABSTRACTIONS = 'resourcegraphdefinition.kro.run';

/** `kind.group` of every type that becomes entities. */
function typesOf(cluster: KroCluster, missing = new Set<string>()): string[] {
  return [
    ABSTRACTIONS,
    ...cluster
      .abstractions()
      .filter(({ kind, apiVersion }) => !missing.has(`${kind}.${apiVersion}`))
      .map(({ kind, apiVersion }) =>
        `${kind}.${apiVersion.split('/')[0]}`.toLowerCase(),
      ),
  ];
}

/** Those of which the view knows every object right now: none, while the connection is lost. */
function completeTypes(cluster: KroCluster): string[] {
  const { state, unavailable = [] } = cluster.status();
  const missing = new Set(unavailable.map(({ type }) => type));
  return state === 'live' && !missing.has(GRAPH_TYPE)
    ? typesOf(cluster, missing)
    : [];
}

/** The type of what an entity stands for, and its cluster; `undefined` when the annotation says nothing of the kind. */
function originOf(key: string): { type: string; cluster?: string } | undefined {
  if (key.startsWith(abstractionKey(''))) return { type: ABSTRACTIONS };
  try {
    const { kind, group, cluster } = parseInstanceRef(key);
    return { type: `${kind}.${group}`, cluster };
  } catch (error) {
    // Annotations are written by people, too.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Finds the catalog's entities whose objects went while nobody looked. A type is compared once, as soon as its list is
 * complete; one that cannot be read waits. A type that only came later is not compared: when an abstraction is laid
 * down again, its instances are there before they are listed.
 */
export class MissingObjects {
  private waiting: Set<string> | undefined;

  constructor(
    private readonly cluster: KroCluster,
    private readonly held: ReadHeldEntities,
  ) {}

  /**
   * Calls back with what is gone; compares again the next time when that fails.
   *
   * @param present - the entity ref of whatever is there, by what it stands for
   */
  async compare(
    present: () => Map<string, string>,
    remove: (gone: HeldEntity[]) => Promise<void>,
  ): Promise<void> {
    const complete = completeTypes(this.cluster);
    if (complete.length === 0) return;
    const known = new Set(typesOf(this.cluster));
    this.waiting ??= known;
    const types = complete.filter(type => this.waiting?.has(type));
    if (types.length === 0) return;
    const held = await this.held();
    const gone = this.goneAmong(held, present(), new Set(types));
    if (gone.length > 0) await remove(gone);
    const rest = [...this.waiting].filter(type => !types.includes(type));
    this.waiting = new Set(rest.filter(type => known.has(type)));
  }

  private goneAmong(
    held: HeldEntity[],
    present: Map<string, string>,
    types: Set<string>,
  ): HeldEntity[] {
    const refs = new Set(present.values());
    return held.filter(({ key, entityRef }) => {
      if (present.has(key) || refs.has(entityRef)) return false;
      const origin = originOf(key);
      if (!origin) return false;
      const elsewhere =
        origin.cluster !== undefined && origin.cluster !== this.cluster.name;
      return elsewhere || types.has(origin.type);
    });
  }
}
