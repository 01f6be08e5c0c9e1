import { Environment } from '@marcbachmann/cel-js';
import { compareCel, equalCel } from '../celValue';

class ListsNamespace {}

function extreme(list: unknown[], sign: number, name: string): unknown {
  if (list.length === 0) throw new Error(`${name} called on empty list`);
  return list.reduce((best, item) =>
    compareCel(item, best) * sign > 0 ? item : best,
  );
}

function sum(list: unknown[]): unknown {
  if (list.every(item => typeof item === 'number')) {
    return list.reduce((total, item) => total + item, 0);
  }
  if (list.every(item => typeof item === 'bigint')) {
    return list.reduce((total, item) => total + item, 0n);
  }
  throw new Error('no such overload: sum takes ints or doubles');
}

function indexOf(list: unknown[], item: unknown): bigint {
  return BigInt(list.findIndex(other => equalCel(other, item)));
}

function lastIndexOf(list: unknown[], item: unknown): bigint {
  const back = [...list].reverse().findIndex(other => equalCel(other, item));
  return back < 0 ? -1n : BigInt(list.length - 1 - back);
}

function slice(list: unknown[], from: bigint, to: bigint): unknown[] {
  if (from < 0n || to < from || to > list.length) {
    throw new Error(
      `cannot slice(${from}, ${to}), list is length ${list.length}`,
    );
  }
  return list.slice(Number(from), Number(to));
}

function distinct(list: unknown[]): unknown[] {
  return list.filter(
    (item, i) => list.findIndex(other => equalCel(other, item)) === i,
  );
}

function flatten(list: unknown[], depth: bigint): unknown[] {
  if (depth < 0n) throw new Error('level must be non-negative');
  return list.flat(Number(depth));
}

function at(list: unknown[], index: bigint, last: number): number {
  if (index < 0n || index > last) {
    throw new Error(
      `index ${index} is out of bounds for length ${list.length}`,
    );
  }
  return Number(index);
}

/** Adds cel-go's list extension and Kubernetes' list library. */
export function registerLists(env: Environment) {
  env
    .registerFunction('list<T>.min(): T', (list: unknown[]) =>
      extreme(list, -1, 'min'),
    )
    .registerFunction('list<T>.max(): T', (list: unknown[]) =>
      extreme(list, 1, 'max'),
    )
    .registerFunction('list<T>.sum(): T', sum)
    .registerFunction('list.isSorted(): bool', (list: unknown[]) =>
      list.every((item, i) => i === 0 || compareCel(list[i - 1], item) <= 0),
    )
    .registerFunction('list.indexOf(dyn): int', indexOf)
    .registerFunction('list.lastIndexOf(dyn): int', lastIndexOf)
    .registerFunction('list<T>.sort(): list<T>', (list: unknown[]) =>
      [...list].sort(compareCel),
    )
    .registerFunction('list<T>.reverse(): list<T>', (list: unknown[]) =>
      [...list].reverse(),
    )
    .registerFunction('list<T>.distinct(): list<T>', distinct)
    .registerFunction('list<T>.slice(int, int): list<T>', slice)
    .registerFunction('list.flatten(): list<dyn>', (list: unknown[]) =>
      flatten(list, 1n),
    )
    .registerFunction('list.flatten(int): list<dyn>', flatten);
}

/** Adds `lists.range` and KRO's `lists.setAtIndex/insertAtIndex/removeAtIndex`. */
export function registerListsNamespace(
  env: Environment,
  taken: ReadonlySet<string>,
) {
  if (taken.has('lists')) return;
  env
    .registerType('ListsNamespace', ListsNamespace)
    .registerConstant('lists', 'ListsNamespace', new ListsNamespace())
    .registerFunction(
      'ListsNamespace.range(int): list<int>',
      (_: unknown, size: bigint) =>
        Array.from({ length: Number(size) }, (_item, i) => BigInt(i)),
    )
    .registerFunction(
      'ListsNamespace.setAtIndex(list<T>, int, T): list<T>',
      (_: unknown, list: unknown[], index: bigint, item: unknown) =>
        list.with(at(list, index, list.length - 1), item),
    )
    .registerFunction(
      'ListsNamespace.insertAtIndex(list<T>, int, T): list<T>',
      (_: unknown, list: unknown[], index: bigint, item: unknown) =>
        list.toSpliced(at(list, index, list.length), 0, item),
    )
    .registerFunction(
      'ListsNamespace.removeAtIndex(list<T>, int): list<T>',
      (_: unknown, list: unknown[], index: bigint) =>
        list.toSpliced(at(list, index, list.length - 1), 1),
    );
}
