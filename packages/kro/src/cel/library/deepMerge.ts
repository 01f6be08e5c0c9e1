import { Environment } from '@marcbachmann/cel-js';

type CelMap = Record<string, unknown>;

/** Maps and objects alike; not what the engine has classes for, such as optionals and times. */
function isMap(value: unknown): value is CelMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value.constructor === Object || value.constructor === undefined)
  );
}

function merged(left: CelMap, right: CelMap): CelMap {
  const result: CelMap = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = result[key];
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return result;
}

/** Adds KRO's `map.deepMerge`: like `merge`, but maps within are merged, too. Lists and scalars are replaced. */
export function registerDeepMerge(env: Environment) {
  env.registerFunction(
    'dyn.deepMerge(dyn): dyn',
    (left: unknown, right: unknown) => {
      if (isMap(left) && isMap(right)) return merged(left, right);
      throw new Error('no such overload: deepMerge takes maps');
    },
  );
}
