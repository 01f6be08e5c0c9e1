import { KubernetesObject } from '@mini-atlas/kro';

/** One committed change. `object` of DELETED is the last state with the revision of its deletion. */
export interface Change {
  revision: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** Where the object stands in its collection: `namespace/name` or `name`. */
  key: string;
  object: KubernetesObject;
  /** The state before; absent for ADDED. */
  before?: KubernetesObject;
}

/** The newest changes of one collection, so that a watch can resume and a list can look back. */
export class History {
  private changes: Change[] = [];

  /**
   * @param floor - the revision the collection began at; nothing older is known
   * @param limit - how many changes are kept at least
   */
  constructor(private floor: number, private readonly limit: number) {}

  /** The oldest revision from which all later changes are known. */
  get oldest(): number {
    return this.floor;
  }

  /** Adds the newest change; forgets the oldest in bulk, so that adding stays cheap. */
  add(change: Change): void {
    this.changes.push(change);
    if (this.changes.length > this.limit * 2) {
      const dropped = this.changes.length - this.limit;
      this.floor = this.changes[dropped - 1].revision;
      this.changes = this.changes.slice(dropped);
    }
  }

  /** The changes after `revision`, oldest first; `undefined` when some of them are forgotten. */
  since(revision: number): Change[] | undefined {
    if (revision < this.floor) return undefined;
    let start = this.changes.length;
    while (start > 0 && this.changes[start - 1].revision > revision) start--;
    return this.changes.slice(start);
  }
}
