import { isRecord } from '../schema/keywords';
import { itemElement } from './listItems';
import { deduceType, ListType, MapType, MergeType } from './mergeType';
import { PathElement } from './pathElement';

function mergeMaps(
  type: MapType,
  left: unknown,
  right: unknown,
): Record<string, unknown> | undefined {
  const leftMap = isRecord(left) ? left : {};
  const rightMap = isRecord(right) ? right : {};
  const keys = new Set([...Object.keys(leftMap), ...Object.keys(rightMap)]);
  const entries = [...keys].flatMap(key => {
    const fieldType = type.fieldType(key);
    const merged = fieldType
      ? merge(fieldType, leftMap[key], rightMap[key])
      : rightMap[key] ?? leftMap[key];
    return merged === undefined ? [] : [[key, merged]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

interface Item {
  element: PathElement | undefined;
  value: unknown;
}

function indexed(type: ListType, items: unknown[]): Item[] {
  return items.map(value => ({ element: itemElement(type, value), value }));
}

/**
 * The items of both lists: those of the right in their order, those only the left has between them where they stood
 * before. An item that both have is merged.
 */
function mergeLists(
  type: ListType,
  left: unknown[],
  right: unknown[],
): unknown[] | undefined {
  const leftItems = indexed(type, left);
  const rightItems = indexed(type, right);
  const inLeft = new Set(leftItems.map(item => item.element));
  const inRight = new Map(rightItems.map(item => [item.element, item]));
  const shared = rightItems.filter(item => inLeft.has(item.element));
  const merged: unknown[] = [];
  const done = new Set<PathElement | undefined>();

  const takeRight = (item: Item) => {
    const same = leftItems.filter(other => other.element === item.element);
    const before = same.length === 1 ? same[0].value : undefined;
    merged.push(merge(type.item, before, item.value));
    done.add(item.element);
    if (shared[0] === item) {
      shared.shift();
    }
  };

  const waiting = [...rightItems];
  for (const item of leftItems) {
    const match = inRight.get(item.element);
    if (!match) {
      merged.push(merge(type.item, item.value, undefined));
    } else if (!done.has(item.element) && shared[0] === match) {
      while (waiting.length > 0 && !done.has(item.element)) {
        const next = waiting.shift();
        if (next) {
          takeRight(next);
        }
      }
    }
  }
  waiting.forEach(takeRight);
  const items = merged.filter(item => item !== undefined);
  return items.length === 0 ? undefined : items;
}

function mergeAs(
  { map, list, scalar }: MergeType,
  left: unknown,
  right: unknown,
): unknown {
  const whole = right === undefined ? left : right;
  if (map) {
    const isEmpty = [left, right].every(
      side => !isRecord(side) || Object.keys(side).length === 0,
    );
    return map.isAtomic || isEmpty ? whole : mergeMaps(map, left, right);
  }
  if (scalar || !list) {
    return whole;
  }
  const leftList = Array.isArray(left) ? left : [];
  const rightList = Array.isArray(right) ? right : [];
  return list.isAtomic || leftList.length + rightList.length === 0
    ? whole
    : mergeLists(list, leftList, rightList);
}

/**
 * The left value with all that the right one sets; `undefined` is an absent one. Follows `mergingWalker` of
 * structured-merge-diff, which keeps the order of the right list.
 */
export function merge(type: MergeType, left: unknown, right: unknown): unknown {
  return mergeAs(
    deduceType(type, right === undefined ? left : right),
    left,
    right,
  );
}
