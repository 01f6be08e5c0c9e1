import { OpenApiSchema } from '../contract';
import { copyJson, isJsonObject } from '../json';
import { foldAllOf, itemSchema, propertySchema } from '../schema/openApi';

/**
 * Fills in the defaults of a structural schema, in place, as the API server does: a missing field that has a
 * default gets it, and so does a null where null is not allowed; then the defaults inside.
 */
export function applyDefaults(
  value: unknown,
  raw: OpenApiSchema | undefined,
): void {
  if (!raw) return;
  const schema = foldAllOf(raw);
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    value.forEach(item => applyDefaults(item, items));
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const missing =
      value[name] === undefined ||
      (value[name] === null && field.nullable !== true);
    if (missing && field.default !== undefined) {
      Object.assign(value, { [name]: copyJson(field.default) });
    }
  }
  for (const [name, field] of Object.entries(value)) {
    applyDefaults(field, propertySchema(schema, name));
  }
}
