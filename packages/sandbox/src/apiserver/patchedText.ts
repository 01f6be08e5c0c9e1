import { JsonObject, TypeRef } from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { goFieldOrder } from '../openapi';

/**
 * The JSON of a patched object as Go writes it: fields in the order of their struct, or sorted where the object has none
 * and where the patch went.
 */
export function patchedText(
  type: TypeRef,
  object: JsonObject,
  patch: unknown,
  documentVersion?: string,
): string {
  return JSON.stringify(
    ordered(object, goFieldOrder(type, documentVersion), patch),
  );
}

type FieldOrder = ReturnType<typeof goFieldOrder>;

function ordered(value: unknown, order: FieldOrder, patch: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => ordered(item, order, undefined));
  }
  if (!isObject(value)) return value;
  const fields = order?.fields ?? [];
  const rank = (key: string) => fields.indexOf(key);
  const keys = Object.keys(value).sort();
  if (order && !isObject(patch)) keys.sort((a, b) => rank(a) - rank(b));
  return Object.fromEntries(
    keys.map(key => [
      key,
      ordered(
        value[key],
        order?.below(key),
        isObject(patch) ? patch[key] : undefined,
      ),
    ]),
  );
}
