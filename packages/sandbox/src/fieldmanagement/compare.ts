import { jsonEqual } from '../schema/jsonEqual';
import { isRecord } from '../schema/keywords';
import { FieldSet } from './fieldSet';
import { itemsByElement } from './listItems';
import { deduceType, ListType, MapType, MergeType } from './mergeType';
import { fieldElement, PathElement } from './pathElement';

/** What became of the paths of one value in another. */
export interface Comparison {
  removed: FieldSet;
  modified: FieldSet;
  added: FieldSet;
}

/** Walks two values at once; `undefined` is an absent one. Follows `compareWalker` of structured-merge-diff. */
class Comparer {
  readonly comparison: Comparison = {
    removed: new FieldSet(),
    modified: new FieldSet(),
    added: new FieldSet(),
  };

  compare(
    type: MergeType,
    left: unknown,
    right: unknown,
    path: PathElement[],
  ): void {
    const leftType = deduceType(type, left);
    const rightType = deduceType(type, right);
    let isLeaf: boolean;
    if (right === undefined) {
      isLeaf = this.compareAs(leftType, left, right, path);
    } else if (left === undefined || isSameType(leftType, rightType)) {
      isLeaf = this.compareAs(rightType, left, right, path);
    } else {
      this.compareAs(leftType, left, right, path);
      isLeaf = this.compareAs(rightType, left, right, path);
    }
    if (!isLeaf && left === undefined) {
      this.comparison.added.insert(path);
    } else if (!isLeaf && right === undefined) {
      this.comparison.removed.insert(path);
    }
  }

  /** Answers whether the values were compared as a whole. */
  private compareAs(
    { map, list, scalar }: MergeType,
    left: unknown,
    right: unknown,
    path: PathElement[],
  ): boolean {
    if (map) {
      return this.compareMaps(map, left, right, path);
    }
    if (scalar || !list) {
      return this.compareWhole(left, right, path);
    }
    return this.compareLists(list, left, right, path);
  }

  private compareWhole(
    left: unknown,
    right: unknown,
    path: PathElement[],
  ): true {
    if (left === undefined) {
      this.comparison.added.insert(path);
    } else if (right === undefined) {
      this.comparison.removed.insert(path);
    } else if (!jsonEqual(left, right)) {
      this.comparison.modified.insert(path);
    }
    return true;
  }

  private compareMaps(
    type: MapType,
    left: unknown,
    right: unknown,
    path: PathElement[],
  ): boolean {
    const leftMap = isRecord(left) ? left : {};
    const rightMap = isRecord(right) ? right : {};
    const keys = new Set([...Object.keys(leftMap), ...Object.keys(rightMap)]);
    if (type.isAtomic || keys.size === 0) {
      return this.compareWhole(left, right, path);
    }
    for (const key of keys) {
      const fieldType = type.fieldType(key);
      const isThere = leftMap[key] !== undefined || rightMap[key] !== undefined;
      if (fieldType && isThere) {
        const own = [...path, fieldElement(key)];
        this.compare(fieldType, leftMap[key], rightMap[key], own);
      }
    }
    return false;
  }

  private compareLists(
    type: ListType,
    left: unknown,
    right: unknown,
    path: PathElement[],
  ): boolean {
    const leftList = Array.isArray(left) ? left : [];
    const rightList = Array.isArray(right) ? right : [];
    if (type.isAtomic || leftList.length + rightList.length === 0) {
      return this.compareWhole(left, right, path);
    }
    const leftItems = itemsByElement(type, leftList);
    const rightItems = itemsByElement(type, rightList);
    for (const element of new Set([
      ...leftItems.keys(),
      ...rightItems.keys(),
    ])) {
      const own = [...path, element];
      const before = leftItems.get(element) ?? [];
      const after = rightItems.get(element) ?? [];
      this.compareItems(type.item, before, after, own);
    }
    return false;
  }

  /** Items of one key; several of them are compared as a whole. */
  private compareItems(
    type: MergeType,
    before: unknown[],
    after: unknown[],
    path: PathElement[],
  ): void {
    if (before.length <= 1 && after.length <= 1) {
      this.compare(type, before[0], after[0], path);
    } else if (before.length > 1 && after.length > 1) {
      if (!jsonEqual(before, after)) {
        this.comparison.modified.insert(path);
      }
    } else if (before.length > 1) {
      if (after.length > 0) {
        this.compare(type, undefined, after[0], path);
      }
      this.comparison.removed.insert(path);
    } else {
      if (before.length > 0) {
        this.compare(type, before[0], undefined, path);
      }
      this.comparison.added.insert(path);
    }
  }
}

function isSameType(left: MergeType, right: MergeType): boolean {
  return (
    left.scalar === right.scalar &&
    left.list === right.list &&
    left.map === right.map
  );
}

/** Compares two values of a type path by path. */
export function compare(
  type: MergeType,
  left: unknown,
  right: unknown,
): Comparison {
  const comparer = new Comparer();
  comparer.compare(type, left, right, []);
  return comparer.comparison;
}
