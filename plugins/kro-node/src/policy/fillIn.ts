import { KNOWN_AFTER_APPLY } from '@mini-atlas/kro';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A path as planned objects name their unknown values: `spec.ports[0].port`, `metadata.labels["a.b/c"]`. */
export function pathBelow(path: string, part: string | number): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  if (part === '' || part.includes('.')) return `${path}["${part}"]`;
  return path ? `${path}.${part}` : part;
}

/**
 * Puts a value wherever a pattern such as `spec.ports[].protocol` leads and nothing stands; what is above must be there.
 * Changes `object` and returns the paths that were filled.
 */
export function fillIn(
  object: unknown,
  pattern: string,
  value: unknown = KNOWN_AFTER_APPLY,
): string[] {
  return fill(object, pattern.split('.'), '', value);
}

function fill(
  at: unknown,
  [step, ...rest]: string[],
  path: string,
  value: unknown,
): string[] {
  if (!isFields(at)) return [];
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  const here = pathBelow(path, name);
  const found = at[name];
  if (isList) {
    return Array.isArray(found)
      ? found.flatMap((item, i) => fill(item, rest, pathBelow(here, i), value))
      : [];
  }
  if (rest.length > 0) return fill(found, rest, here, value);
  if (found !== undefined) return [];
  at[name] = value;
  return [here];
}

/**
 * Adds, as known after apply, what stands in the cluster and not in the new object: others may have set it and keep it,
 * or it may go. Changes `object` and returns the paths that were filled.
 */
export function fillFrom(object: unknown, live: unknown, path = ''): string[] {
  if (Array.isArray(object) && Array.isArray(live)) {
    return object.flatMap((item, i) =>
      fillFrom(item, live[i], pathBelow(path, i)),
    );
  }
  if (!isFields(object) || !isFields(live)) return [];
  return Object.entries(live).flatMap(([name, value]) => {
    const here = pathBelow(path, name);
    if (object[name] !== undefined) {
      return fillFrom(object[name], value, here);
    }
    object[name] = KNOWN_AFTER_APPLY;
    return [here];
  });
}
