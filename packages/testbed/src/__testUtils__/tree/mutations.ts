/** A change that must not go unnoticed. */
export interface Mutation {
  /** The fields from the root; numbers are items of lists. */
  path: string[];
  does: 'misspells' | 'mistypes';
  value: unknown;
}

/**
 * Every field of an object misspelt, and every value replaced by one of another type, one at a time.
 *
 * @param isFree - whether what is below a path may have any shape, so that it is left alone
 */
export function mutationsOf(
  object: object,
  isFree: (path: string[]) => boolean,
): Mutation[] {
  return pathsOf(object, [], isFree).flatMap(path => {
    const mistyped: Mutation = {
      path,
      does: 'mistypes',
      value: changed(object, path, (name, value) => [name, otherType(value)]),
    };
    const isItem = /^\d+$/.test(path[path.length - 1]);
    if (isItem) return [mistyped];
    const misspelt: Mutation = {
      path,
      does: 'misspells',
      value: changed(object, path, (name, value) => [`${name}X`, value]),
    };
    return [misspelt, mistyped];
  });
}

function pathsOf(
  value: unknown,
  path: string[],
  isFree: (path: string[]) => boolean,
): string[][] {
  if (typeof value !== 'object' || value === null || isFree(path)) return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const here = [...path, name];
    return [here, ...pathsOf(below, here, isFree)];
  });
}

/** A copy in which one field is another. */
function changed(
  value: unknown,
  [name, ...rest]: string[],
  change: (name: string, value: unknown) => [string, unknown],
): unknown {
  const visit = ([key, below]: [string, unknown]): [string, unknown] => {
    if (key !== name) return [key, below];
    return rest.length === 0
      ? change(key, below)
      : [key, changed(below, rest, change)];
  };
  const entries = Object.entries(Object(value)).map(visit);
  return Array.isArray(value)
    ? entries.map(([, below]) => below)
    : Object.fromEntries(entries);
}

/** Something that no schema takes for the same. */
function otherType(value: unknown): unknown {
  return typeof value === 'object' ? 'text' : { not: 'this' };
}
