import { goValue } from '../openapi';
import { isRecord } from '../schema/keywords';
import { PatchError } from './patchError';

function merged(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) {
    return structuredClone(patch);
  }
  const result: Record<string, unknown> = isRecord(target)
    ? structuredClone(target)
    : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else if (value !== undefined) {
      result[key] = merged(result[key], value);
    }
  }
  return result;
}

/**
 * Applies a JSON merge patch (RFC 7386): objects are merged, null removes, anything else replaces. A deep copy.
 * Throws `PatchError` (400) unless the patch is an object.
 */
export function applyMergePatch<T>(object: T, patch: unknown): T {
  if (!isRecord(patch)) {
    throw new PatchError(
      400,
      `error decoding patch: json: cannot unmarshal ${goValue(
        patch,
      )} into Go value of type map[string]interface {}`,
    );
  }
  // What the patch makes of the object is data of the same kind; the caller validates it afterwards.
  return merged(object, patch) as T;
}
