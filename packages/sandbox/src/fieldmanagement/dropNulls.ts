import { OpenApiSchema } from '@mini-atlas/kro';
import { fieldOf, isRecord, isSet } from '../schema/keywords';

/** A value without the nulls its schema does not allow, which stand where a field was emptied. */
export function dropNulls(
  schema: OpenApiSchema | undefined,
  value: unknown,
): unknown {
  if (!schema) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => dropNulls(schema.items, item));
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) => {
      const own = fieldOf(schema, key);
      return field === null && own && !isSet(own, 'nullable')
        ? []
        : [[key, dropNulls(own, field)]];
    }),
  );
}
