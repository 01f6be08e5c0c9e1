import { isRecord } from '../schema/keywords';

/** Field that says what is done with the object it stands in: `replace`, `delete` or `merge`. */
export const patchDirective = '$patch';
/** Field that lists the only keys that stay. */
export const retainKeysDirective = '$retainKeys';
/** Prefix of the field that orders a list. */
export const setElementOrderPrefix = '$setElementOrder/';
/** Prefix of the field that removes values from a list of primitives. */
export const deleteFromPrimitiveListPrefix = '$deleteFromPrimitiveList/';

/** Whether a field of a patch says what to do with a list next to it. */
export function isListDirective(key: string): boolean {
  return (
    key.startsWith(setElementOrderPrefix) ||
    key.startsWith(deleteFromPrimitiveListPrefix)
  );
}

function isDropped(key: string, value: unknown): boolean {
  return (
    value === null ||
    key === retainKeysDirective ||
    isListDirective(key) ||
    (isRecord(value) && patchDirective in value)
  );
}

/** A value of a patch as it is stored where nothing was before: without nulls and without what directives stand in. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(item => !(isRecord(item) && patchDirective in item))
      .map(withoutDirectives);
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) =>
      isDropped(key, field) ? [] : [[key, withoutDirectives(field)]],
    ),
  );
}
