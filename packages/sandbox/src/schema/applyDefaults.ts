import { OpenApiSchema } from '@mini-atlas/kro';
import { fieldOf, isRecord, isSet, metaFields } from './keywords';

function isUnwantedNull(
  value: unknown,
  schema: OpenApiSchema | undefined,
): boolean {
  return value === null && schema !== undefined && !isSet(schema, 'nullable');
}

function hasDefault(schema: OpenApiSchema | undefined): boolean {
  return schema?.default !== undefined && schema.default !== null;
}

function defaultedList(schema: OpenApiSchema, items: unknown[]): unknown[] {
  return items.map(item =>
    isUnwantedNull(item, schema.items) && hasDefault(schema.items)
      ? defaulted(schema.items, structuredClone(schema.items?.default))
      : defaulted(schema.items, item),
  );
}

function defaultedObject(
  schema: OpenApiSchema,
  value: Record<string, unknown>,
  isRoot: boolean,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const own = fieldOf(schema, key);
    if (isRoot && metaFields.has(key)) {
      result[key] = structuredClone(field);
    } else if (isUnwantedNull(field, own)) {
      if (hasDefault(own)) {
        result[key] = defaulted(own, structuredClone(own?.default));
      }
    } else {
      result[key] = defaulted(own, field);
    }
  }
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const wanted = hasDefault(property) && !(isRoot && metaFields.has(key));
    if (wanted && result[key] === undefined) {
      result[key] = defaulted(property, structuredClone(property.default));
    }
  }
  return result;
}

function defaulted(
  schema: OpenApiSchema | undefined,
  value: unknown,
  isRoot = false,
): unknown {
  if (schema && Array.isArray(value)) {
    return defaultedList(schema, value);
  }
  if (schema && isRecord(value)) {
    const meta = isRoot || isSet(schema, 'x-kubernetes-embedded-resource');
    return defaultedObject(schema, value, meta);
  }
  return structuredClone(value);
}

/**
 * The object with the schema's defaults where fields are missing, or null where null is not allowed; nulls that are
 * neither allowed nor defaulted are dropped. `apiVersion`, `kind` and `metadata` stay as they are. A deep copy;
 * applying twice changes nothing. Follows `schema/defaulting` of apiextensions-apiserver.
 */
export function applyDefaults<T>(schema: OpenApiSchema, value: T): T {
  // A copy of the same shape with fields added: the type of the input still tells the truth.
  return defaulted(schema, value, true) as T;
}
