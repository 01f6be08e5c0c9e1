import { JsonObject } from '@mini-atlas/kro';
import { isRecord } from '../schema/keywords';
import {
  comparePathElements,
  parsePathElement,
  PathElement,
} from './pathElement';

/**
 * A set of paths: `members` are in it themselves, `children` hold what is in it below. Values are never changed once
 * made, except by `insert` while building one. Follows `fieldpath.Set` of structured-merge-diff.
 */
export class FieldSet {
  private readonly members = new Set<PathElement>();
  private readonly children = new Map<PathElement, FieldSet>();

  /** Reads `fieldsV1`. */
  static fromFieldsV1(fields: unknown): FieldSet {
    const set = new FieldSet();
    for (const [key, below] of Object.entries(isRecord(fields) ? fields : {})) {
      const element = key === '.' ? undefined : parsePathElement(key);
      if (element !== undefined) {
        const child = FieldSet.fromFieldsV1(below);
        if (child.isEmpty || (isRecord(below) && '.' in below)) {
          set.members.add(element);
        }
        set.adopt(element, child);
      }
    }
    return set;
  }

  /** A set of the given paths. */
  static of(...paths: PathElement[][]): FieldSet {
    const set = new FieldSet();
    paths.forEach(path => set.insert(path));
    return set;
  }

  /** Writes `fieldsV1`. */
  toFieldsV1(): JsonObject {
    const elements = [...new Set([...this.members, ...this.children.keys()])];
    return Object.fromEntries(
      elements.sort(comparePathElements).map(element => {
        const below = this.children.get(element)?.toFieldsV1() ?? {};
        const isBoth =
          this.members.has(element) && Object.keys(below).length > 0;
        return [element, isBoth ? { '.': {}, ...below } : below];
      }),
    );
  }

  get isEmpty(): boolean {
    return this.members.size === 0 && this.children.size === 0;
  }

  /** Adds a path; its parents are not in the set by that. The empty path, the whole object, is never tracked. */
  insert(path: PathElement[]): void {
    const [element, ...rest] = path;
    if (element === undefined) {
      return;
    }
    if (rest.length === 0) {
      this.members.add(element);
      return;
    }
    const child = this.children.get(element) ?? new FieldSet();
    this.children.set(element, child);
    child.insert(rest);
  }

  /** Whether the step itself is in the set. */
  has(element: PathElement): boolean {
    return this.members.has(element);
  }

  /** What is in the set below a step. */
  below(element: PathElement): FieldSet {
    return this.children.get(element) ?? new FieldSet();
  }

  union(other: FieldSet): FieldSet {
    const result = new FieldSet();
    [...this.members, ...other.members].forEach(element =>
      result.members.add(element),
    );
    for (const element of [...this.children.keys(), ...other.children.keys()]) {
      result.adopt(element, this.below(element).union(other.below(element)));
    }
    return result;
  }

  intersection(other: FieldSet): FieldSet {
    const result = new FieldSet();
    for (const element of this.members) {
      if (other.members.has(element)) {
        result.members.add(element);
      }
    }
    for (const [element, child] of this.children) {
      result.adopt(element, child.intersection(other.below(element)));
    }
    return result;
  }

  /** What is in this set and not in the other; a parent that is taken away leaves its children. */
  difference(other: FieldSet): FieldSet {
    const result = new FieldSet();
    for (const element of this.members) {
      if (!other.members.has(element)) {
        result.members.add(element);
      }
    }
    for (const [element, child] of this.children) {
      result.adopt(element, child.difference(other.below(element)));
    }
    return result;
  }

  /** This set without some steps and all below them. */
  without(elements: PathElement[]): FieldSet {
    const result = new FieldSet();
    for (const element of this.members) {
      if (!elements.includes(element)) {
        result.members.add(element);
      }
    }
    for (const [element, child] of this.children) {
      if (!elements.includes(element)) {
        result.adopt(element, child);
      }
    }
    return result;
  }

  /** Every path in the set, parents before children, in the order of FieldsV1. */
  paths(): PathElement[][] {
    const own = [...this.members].sort(comparePathElements).map(e => [e]);
    const below = [...this.children.keys()]
      .sort(comparePathElements)
      .flatMap(element =>
        this.below(element)
          .paths()
          .map(path => [element, ...path]),
      );
    return [...own, ...below];
  }

  /** The steps under which the set holds something. */
  parents(): PathElement[] {
    return [...this.children.keys()];
  }

  /** A copy with further steps in it and each child made anew. */
  rebuilt(
    added: PathElement[],
    rebuildChild: (element: PathElement, child: FieldSet) => FieldSet,
  ): FieldSet {
    const result = new FieldSet();
    [...this.members, ...added].forEach(element => result.members.add(element));
    for (const [element, child] of this.children) {
      result.adopt(element, rebuildChild(element, child));
    }
    return result;
  }

  private adopt(element: PathElement, child: FieldSet): void {
    if (!child.isEmpty) {
      this.children.set(element, child);
    }
  }
}
