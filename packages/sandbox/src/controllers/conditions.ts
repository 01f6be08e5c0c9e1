import { Condition } from '@mini-atlas/kro';
import { now } from './clock';
import { Fields, items, text } from './fields';

/**
 * Conditions as they are to be written, in the given order: `lastTransitionTime` is kept from the
 * previous ones where the status has not changed. Previous conditions of other types are dropped.
 */
export function stampConditions(
  wanted: Condition[],
  previous: unknown,
): Condition[] {
  const before = new Map(
    items(previous).map(condition => [condition.type, condition]),
  );
  return wanted.map(condition => ({
    ...condition,
    lastTransitionTime: transitionTime(condition, before.get(condition.type)),
  }));
}

/** The previous conditions with those given replaced in place or added at the end. */
export function mergeConditions(
  wanted: Condition[],
  previous: unknown,
): (Condition | Fields)[] {
  const stamped = stampConditions(wanted, previous);
  const kept = items(previous).map(
    old => stamped.find(condition => condition.type === old.type) ?? old,
  );
  const added = stamped.filter(
    condition => !kept.some(old => old.type === condition.type),
  );
  return [...kept, ...added];
}

/** Whether a condition of that type stands at `True`. */
export function isTrue(conditions: unknown, type: string): boolean {
  return items(conditions).some(
    condition => condition.type === type && condition.status === 'True',
  );
}

function transitionTime(condition: Condition, before?: Fields): string {
  return before?.status === condition.status && before.lastTransitionTime
    ? text(before.lastTransitionTime)
    : now();
}
