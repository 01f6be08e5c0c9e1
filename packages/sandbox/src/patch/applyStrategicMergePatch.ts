import { OpenApiSchema } from '@mini-atlas/kro';
import { goMapText, goValue } from '../openapi';
import { jsonEqual } from '../schema/jsonEqual';
import { isRecord } from '../schema/keywords';
import {
  deleteFromPrimitiveListPrefix,
  isListDirective,
  patchDirective,
  retainKeysDirective,
  setElementOrderPrefix,
  withoutDirectives,
} from './directives';
import { inElementOrder, serverOrderAfter } from './elementOrder';
import { mergeList } from './mergeList';
import { PatchError } from './patchError';
import { patchMeta } from './patchMeta';

type Fields = Record<string, unknown>;

/** What `$patch` makes of an object; `undefined` when the patch has none. */
function directed(patch: Fields): Fields | undefined {
  const { [patchDirective]: directive, ...rest } = patch;
  switch (directive) {
    case undefined:
      return undefined;
    case 'replace':
      return rest;
    case 'delete':
      return {};
    default:
      throw new PatchError(
        500,
        `unknown patch type: ${String(directive)} in map: ${goMapText(patch)}`,
      );
  }
}

function retained(original: Fields, patch: Fields): Fields {
  const keys = patch[retainKeysDirective];
  if (keys === undefined) {
    return { ...original };
  }
  const isKept = (key: string) => Array.isArray(keys) && keys.includes(key);
  const stray = Object.entries(patch).some(
    ([key, value]) =>
      value !== null &&
      key !== retainKeysDirective &&
      !isListDirective(key) &&
      !isKept(key),
  );
  if (!Array.isArray(keys) || stray) {
    throw new PatchError(400, 'invalid patch format of retainKeys');
  }
  return Object.fromEntries(
    Object.entries(original).filter(([key]) => isKept(key)),
  );
}

function mergeValue(
  schema: OpenApiSchema | undefined,
  key: string,
  original: unknown,
  patch: unknown,
): unknown {
  const meta = patchMeta(schema, key);
  if (isRecord(original) && isRecord(patch)) {
    return meta.isReplaced ? patch : mergeObject(meta.schema, original, patch);
  }
  if (Array.isArray(original) && Array.isArray(patch) && meta.isMerged) {
    return mergeList(meta.schema, original, patch, meta.mergeKey, mergeObject);
  }
  return withoutDirectives(patch);
}

function deleteFromList(list: unknown, values: unknown): unknown {
  if (!Array.isArray(values)) {
    throw new PatchError(400, 'invalid patch format of primitive list');
  }
  return Array.isArray(list)
    ? list.filter(item => !values.some(value => jsonEqual(item, value)))
    : list;
}

function orderList(
  schema: OpenApiSchema | undefined,
  key: string,
  merged: unknown,
  order: unknown,
  original: unknown,
  patch: unknown,
): unknown {
  if (!Array.isArray(order)) {
    throw new PatchError(400, 'invalid patch format of setElementOrder list');
  }
  if (!Array.isArray(merged)) {
    return merged;
  }
  const { mergeKey } = patchMeta(schema, key);
  const serverOrder = serverOrderAfter(
    Array.isArray(original) ? original : [],
    Array.isArray(patch) ? patch : [],
    mergeKey,
  );
  return inElementOrder(merged, order, serverOrder, mergeKey);
}

function mergeFields(
  schema: OpenApiSchema | undefined,
  result: Fields,
  patch: Fields,
): void {
  for (const [key, value] of Object.entries(patch)) {
    const isDirected = isRecord(value) && patchDirective in value;
    if (key === retainKeysDirective || isListDirective(key)) {
      continue;
    }
    if (value === null) {
      delete result[key];
    } else if (result[key] !== undefined) {
      result[key] = mergeValue(schema, key, result[key], value);
    } else if (value !== undefined && !isDirected) {
      result[key] = withoutDirectives(value);
    }
  }
}

function applyListDirectives(
  schema: OpenApiSchema | undefined,
  original: Fields,
  result: Fields,
  patch: Fields,
): void {
  const under = (prefix: string) =>
    Object.entries(patch).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [{ key: key.slice(prefix.length), value }] : [],
    );
  for (const { key, value } of under(setElementOrderPrefix)) {
    if (result[key] !== undefined) {
      result[key] = orderList(
        schema,
        key,
        result[key],
        value,
        original[key],
        patch[key],
      );
    }
  }
  for (const { key, value } of under(deleteFromPrimitiveListPrefix)) {
    if (result[key] !== undefined) {
      result[key] = deleteFromList(result[key], value);
    }
  }
}

function mergeObject(
  schema: OpenApiSchema | undefined,
  original: Fields,
  patch: Fields,
): Fields {
  const direct = directed(patch);
  if (direct) {
    return direct;
  }
  const result = retained(original, patch);
  mergeFields(schema, result, patch);
  applyListDirectives(schema, original, result, patch);
  return result;
}

/**
 * Applies a strategic merge patch, as `kubectl apply` and `kubectl edit` send it for built-in types: lists are merged
 * by the schema's `x-kubernetes-patch-strategy` and `x-kubernetes-patch-merge-key`, `$patch`, `$retainKeys`,
 * `$setElementOrder/…` and `$deleteFromPrimitiveList/…` are carried out. A deep copy. Throws `PatchError`.
 * Follows `util/strategicpatch` of apimachinery.
 */
export function applyStrategicMergePatch<T>(
  schema: OpenApiSchema,
  object: T,
  patch: unknown,
): T {
  if (!isRecord(object)) {
    throw new PatchError(400, 'invalid JSON document');
  }
  if (!isRecord(patch)) {
    throw new PatchError(
      400,
      `json: cannot unmarshal ${goValue(
        patch,
      )} into Go value of type map[string]interface {}`,
    );
  }
  const result = mergeObject(
    schema,
    structuredClone(object),
    structuredClone(patch),
  );
  // What the patch makes of the object is data of the same kind; the caller validates it afterwards.
  return result as T;
}
