import { jsonToCel } from '../cel/celValue';
import { OpenApiSchema } from '../contract';
import { isJsonObject } from '../json';
import { foldAllOf, itemSchema, propertySchema } from '../schema/openApi';
import { escapeProperty } from './escape';

/** A value as a validation rule sees it: properties under their escaped names, keys of maps as they are. */
export function ruleValue(
  value: unknown,
  raw: OpenApiSchema | undefined,
): unknown {
  const schema = raw && foldAllOf(raw);
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return Array.from(value, item => ruleValue(item, items));
  }
  if (!isJsonObject(value)) return jsonToCel(value, schema);
  const object: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) {
      const declared =
        schema?.properties && Object.hasOwn(schema.properties, name);
      object[declared ? escapeProperty(name) : name] = ruleValue(
        field,
        propertySchema(schema, name),
      );
    }
  }
  return object;
}
