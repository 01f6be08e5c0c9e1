import { OpenApiSchema } from '@mini-atlas/kro';
import { objectMetaSchema } from '../openapi';
import {
  asResource,
  isRecord,
  isSet,
  mapValueOf,
  metaFields,
  propertyOf,
} from './keywords';

/** A value without the fields its schema does not know, and the paths of those, e.g. `spec.ports[0].foo`. */
export interface Pruned<T> {
  value: T;
  unknown: string[];
}

type Path = { text: string; unknown: string[] };

function inField(path: Path, key: string): Path {
  const text = path.text === '' ? key : `${path.text}.${key}`;
  return { ...path, text };
}

function inItem(path: Path, index: number): Path {
  return { ...path, text: `${path.text}[${index}]` };
}

/** How a field of an object is treated: dropped, or kept and pruned by a schema, or kept whole. */
type Treatment =
  | { keep: false }
  | { keep: true; whole: true }
  | { keep: true; whole: false; schema: OpenApiSchema | undefined };

function treatMeta(schema: OpenApiSchema, key: string): Treatment {
  const metadata = propertyOf(schema, key);
  return key === 'metadata'
    ? {
        keep: true,
        whole: false,
        schema: metadata?.properties?.ownerReferences
          ? metadata
          : objectMetaSchema(),
      }
    : { keep: true, whole: true };
}

function treat(schema: OpenApiSchema | undefined, key: string): Treatment {
  if (!schema) {
    return { keep: false };
  }
  if (isSet(schema, 'x-kubernetes-embedded-resource') && metaFields.has(key)) {
    return treatMeta(schema, key);
  }
  const property = propertyOf(schema, key);
  if (property) {
    return { keep: true, whole: false, schema: property };
  }
  if (isSet(schema, 'x-kubernetes-preserve-unknown-fields')) {
    const mapValue = mapValueOf(schema);
    return mapValue
      ? { keep: true, whole: false, schema: mapValue }
      : { keep: true, whole: true };
  }
  return schema.additionalProperties === undefined
    ? { keep: false }
    : { keep: true, whole: false, schema: mapValueOf(schema) };
}

function pruneObject(
  schema: OpenApiSchema | undefined,
  value: Record<string, unknown>,
  path: Path,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const treatment = treat(schema, key);
    const own = inField(path, key);
    if (!treatment.keep) {
      path.unknown.push(own.text);
    } else if (treatment.whole) {
      result[key] = structuredClone(field);
    } else {
      result[key] = pruneValue(treatment.schema, field, own);
    }
  }
  return result;
}

function pruneValue(
  schema: OpenApiSchema | undefined,
  value: unknown,
  path: Path,
): unknown {
  if (isRecord(value)) {
    return pruneObject(schema, value, path);
  }
  if (!Array.isArray(value)) {
    return value;
  }
  const keepsAll =
    schema !== undefined &&
    !schema.items &&
    isSet(schema, 'x-kubernetes-preserve-unknown-fields');
  return keepsAll
    ? structuredClone(value)
    : value.map((item, index) =>
        pruneValue(schema?.items, item, inItem(path, index)),
      );
}

/**
 * Prunes a whole object and says what was dropped, sorted. `apiVersion` and `kind` stay; `metadata` is pruned by
 * `ObjectMeta` whatever the schema says of it. Follows `schema/pruning` of apiextensions-apiserver.
 */
export function pruneAndReport<T>(schema: OpenApiSchema, value: T): Pruned<T> {
  const unknown: string[] = [];
  const pruned = pruneValue(asResource(schema), value, { text: '', unknown });
  // A copy of the same shape with fields left out: the type of the input still tells the truth.
  return { value: pruned as T, unknown: unknown.sort() };
}

/** A deep copy of a whole object without the fields its schema does not know; pruning twice changes nothing. */
export function prune<T>(schema: OpenApiSchema, value: T): T {
  return pruneAndReport(schema, value).value;
}
