import {
  InstanceDetail,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { EntityRelations } from './instanceEntity';
import { RefIndex } from './refIndex';

/** What the entity of one instance has to do with those of others. */
interface Ties {
  entityRef: string;
  owner?: string;
  workspace?: string;
  /** Under which name others may live in it: a cluster-scoped instance's own. */
  houses?: string;
  /** Secrets that it offers, as `namespace/name`. */
  offers: string[];
  /** `namespace/text` of every text in its spec: some of them may name a Secret. */
  mentions: Set<string>;
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}

function tiesOf(instance: InstanceDetail): Ties {
  const { entityRef, name, namespace, owner, workspace } = instance;
  const own = {
    entityRef,
    ...(owner ? { owner } : {}),
    ...(workspace ? { workspace } : {}),
  };
  if (!namespace) {
    return { ...own, houses: name, offers: [], mentions: new Set() };
  }
  const here = (text: unknown) => `${namespace}/${text}`;
  return {
    ...own,
    offers: instance.outputs.flatMap(({ type, value }) =>
      type === 'secret' ? here(value) : [],
    ),
    mentions: new Set(textsIn(instance.spec).map(here)),
  };
}

function only(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}

/**
 * Who has to do with whom, so that a change of one instance leads to the few others whose entities it changes. An
 * instance is part of the workspace that it lives in, and needs every instance of its namespace that offers a Secret
 * whose name stands in its spec: that is how one binds to the other.
 */
export class InstanceTies {
  private readonly known = new Map<string, Ties>();
  private readonly offering = new RefIndex();
  private readonly mentioning = new RefIndex();
  private readonly housing = new RefIndex();
  private readonly residents = new RefIndex();

  /**
   * Takes an instance as it is now, or `undefined` when it is not seen any more. Returns the refs of others that have
   * to say something else of it.
   */
  update(ref: string, instance: InstanceDetail | undefined): string[] {
    const before = this.known.get(ref);
    const after = instance && tiesOf(instance);
    if (before) this.forget(ref, before);
    if (after) this.note(ref, after);
    const renamed = before?.entityRef !== after?.entityRef;
    if (!renamed && before?.offers.join() === after?.offers.join()) return [];
    const offers = [...(before?.offers ?? []), ...(after?.offers ?? [])];
    const houses = renamed ? only(after?.houses ?? before?.houses) : [];
    return [...this.mentioning.under(offers), ...this.residents.under(houses)];
  }

  /** Those of all instances, as they are now, that live elsewhere or are owned by others than was noted. */
  moved(instances: InstanceSummary[]): string[] {
    return instances.flatMap(({ ref, owner, workspace }) => {
      const noted = this.known.get(ref);
      const same = noted?.owner === owner && noted?.workspace === workspace;
      return noted && !same ? ref : [];
    });
  }

  /** What the entity of an instance says of others. */
  relationsOf(ref: string): EntityRelations {
    const { mentions = [], workspace } = this.known.get(ref) ?? {};
    const system = this.entityRefs(this.housing.under(only(workspace))).find(
      entityRef => entityRef.startsWith('system:'),
    );
    const needs = this.offering.under(mentions).filter(other => other !== ref);
    return {
      ...(system ? { system } : {}),
      dependsOn: this.entityRefs(needs).sort(),
    };
  }

  private entityRefs(refs: string[]): string[] {
    return refs.flatMap(ref => this.known.get(ref)?.entityRef ?? []);
  }

  private note(ref: string, ties: Ties): void {
    this.known.set(ref, ties);
    this.offering.add(ref, ties.offers);
    this.mentioning.add(ref, ties.mentions);
    this.housing.add(ref, only(ties.houses));
    this.residents.add(ref, only(ties.workspace));
  }

  private forget(ref: string, ties: Ties): void {
    this.known.delete(ref);
    this.offering.remove(ref, ties.offers);
    this.mentioning.remove(ref, ties.mentions);
    this.housing.remove(ref, only(ties.houses));
    this.residents.remove(ref, only(ties.workspace));
  }
}
