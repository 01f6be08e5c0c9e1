import { OpenApiSchema } from '@mini-atlas/kro';
import { fieldOf, isRecord } from '../schema/keywords';

/** The value Go writes for a field nobody set, where it is always written; `undefined` where it is left out. */
function emptyField(property: OpenApiSchema, isRequired: boolean): unknown {
  const value = property.default;
  if (value === '' || value === 0 || value === false) {
    return value;
  }
  if (isRecord(value) && Object.keys(value).length === 0) {
    return {};
  }
  return isRequired && property.default === undefined ? null : undefined;
}

/**
 * An object of a built-in type as Go's structs write it: with all the fields that are written even when nobody set them
 * (`spec: {}`, `containers: null`), at every depth of what is there. Who merely has those, set nothing by them, so
 * changes must be told from this form of both objects.
 */
export function withEmptyFields(
  schema: OpenApiSchema | undefined,
  value: unknown,
): unknown {
  if (!schema) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => withEmptyFields(schema.items, item));
  }
  if (!isRecord(value)) {
    return value;
  }
  const result = { ...value };
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (result[key] === undefined) {
      const isRequired = schema.required?.includes(key) === true;
      result[key] = emptyField(property, isRequired);
    }
  }
  return Object.fromEntries(
    Object.entries(result)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [
        key,
        withEmptyFields(fieldOf(schema, key), field),
      ]),
  );
}
