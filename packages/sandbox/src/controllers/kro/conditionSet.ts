import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { now } from '../clock';
import { fields, items, text } from '../fields';

/** The conditions of an object under change, with a root condition that follows from its dependents. */
export interface ConditionSet {
  set(
    type: string,
    status: Condition['status'],
    reason: string,
    message: string,
  ): void;
  /** Whether each of the types stands at True. */
  isTrue(...types: string[]): boolean;
  /** As they are to be written: dependents by time of their last transition, the root last. */
  list(): Condition[];
}

const ROOT = 'Ready';

/**
 * Starts from the conditions in the object's status; missing dependents begin as Unknown since the object's
 * creation. Follows `pkg/apis/condition_set.go` of KRO 0.9.4: `lastTransitionTime` moves with the status only,
 * every condition set carries the object's generation, Ready takes over its worst dependent.
 */
export function conditionSet(
  object: KubernetesObject,
  dependents: string[],
): ConditionSet {
  const { generation, creationTimestamp, deletionTimestamp } = object.metadata;
  let conditions: Condition[] = items(fields(object.status).conditions)
    .map(readCondition)
    .filter(({ type }) => type === ROOT || dependents.includes(type));

  function transitionTime(
    type: string,
    status: Condition['status'],
    before: Condition | undefined,
  ): string | undefined {
    if (before?.status === status) return before.lastTransitionTime;
    return before === undefined && dependents.includes(type)
      ? creationTimestamp
      : now();
  }

  function put(
    type: string,
    status: Condition['status'],
    reason: string,
    message: string,
  ) {
    const before = conditions.find(condition => condition.type === type);
    const lastTransitionTime = transitionTime(type, status, before);
    const wanted: Condition = {
      lastTransitionTime,
      message,
      observedGeneration: generation,
      reason,
      status,
      type,
    };
    if (before && isSame(before, wanted)) return;
    const others = conditions.filter(condition => condition !== before);
    conditions = [
      ...(deletionTimestamp
        ? others.map(other => ({ ...other, observedGeneration: generation }))
        : others),
      wanted,
    ].sort(byTime);
  }

  function set(
    type: string,
    status: Condition['status'],
    reason: string,
    message: string,
  ) {
    put(type, status, reason, message);
    const worst = worstOf(
      conditions.filter(
        condition =>
          condition.type !== ROOT &&
          (condition.status !== 'True' ||
            condition.observedGeneration !== generation),
      ),
    );
    if (worst === undefined) put(ROOT, 'True', ROOT, '');
    else if (worst.status !== 'True') {
      put(ROOT, worst.status, worst.reason ?? '', worst.message ?? '');
    }
  }

  for (const type of dependents) {
    if (!conditions.some(condition => condition.type === type)) {
      set(
        type,
        'Unknown',
        'AwaitingReconciliation',
        `condition "${type}" is awaiting reconciliation`,
      );
    }
  }

  return {
    set,
    isTrue: (...types) =>
      types.every(type =>
        conditions.some(c => c.type === type && c.status === 'True'),
      ),
    list: () => conditions,
  };
}

function readCondition(value: Record<string, unknown>): Condition {
  const { status, observedGeneration } = value;
  return {
    lastTransitionTime: text(value.lastTransitionTime),
    message: text(value.message),
    ...(typeof observedGeneration === 'number' ? { observedGeneration } : {}),
    reason: text(value.reason),
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    type: text(value.type),
  };
}

function isSame(a: Condition, b: Condition): boolean {
  return (
    a.status === b.status &&
    a.reason === b.reason &&
    a.message === b.message &&
    a.observedGeneration === b.observedGeneration
  );
}

/** The newest False one, else the newest Unknown one, else one that is merely outdated. */
function worstOf(unhealthy: Condition[]): Condition | undefined {
  const newest = [...unhealthy].sort((a, b) => -byTransition(a, b));
  return (
    newest.find(({ status }) => status === 'False') ??
    newest.find(({ status }) => status === 'Unknown') ??
    newest[0]
  );
}

function byTime(a: Condition, b: Condition): number {
  if (a.type === ROOT || b.type === ROOT) return a.type === ROOT ? 1 : -1;
  return byTransition(a, b);
}

function byTransition(a: Condition, b: Condition): number {
  const [left, right] = [
    a.lastTransitionTime ?? '',
    b.lastTransitionTime ?? '',
  ];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
