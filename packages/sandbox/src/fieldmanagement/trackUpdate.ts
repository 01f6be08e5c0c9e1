import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { schemaFor } from '../openapi';
import { isRecord } from '../schema/keywords';
import { capUpdateManagers } from './capUpdateManagers';
import { compare, Comparison } from './compare';
import { withEmptyFields } from './emptyObject';
import { FieldSet } from './fieldSet';
import { decodeManagers, encodeManagers, Manager, managerId } from './managers';
import { objectSchema, objectType } from './objectType';
import { timestamp } from './timestamp';
import { trackedFields, withoutReset } from './untrackedFields';
import { withManagedFields } from './withManagedFields';

/** A create, an update or a patch other than an apply. */
export interface TrackedUpdate {
  /** Self-contained schema of the type, with or without `ObjectMeta`; without any, types are deduced. */
  schema?: OpenApiSchema;
  /** The object as it stood; absent when it is created. */
  live?: KubernetesObject;
  /** The object as it will be stored: patched, defaulted, with the fields reset that the request cannot change. */
  object: KubernetesObject;
  /** The field manager's name. */
  manager: string;
  subresource?: string;
  /** Version of the request; that of `object` when absent. */
  apiVersion?: string;
  /** The time of the request; RFC 3339 when a string. */
  now: Date | string;
  /** Top-level fields that this request cannot set and that are not tracked, e.g. `status` of a main resource. */
  resetFields?: string[];
}

/** Whether the request asks to forget who owns what: an empty list, or one of one empty entry. */
function isReset(managedFields: unknown[] | undefined): boolean {
  if (!managedFields) {
    return false;
  }
  const [first, ...others] = managedFields;
  const isBlank = isRecord(first) && Object.keys(first).length === 0;
  return first === undefined || (isBlank && others.length === 0);
}

/** The managers before the update: those of the request, if it has any and is none of a subresource. */
function managersBefore(request: TrackedUpdate): Manager[] {
  const { live, object, subresource } = request;
  const { managedFields } = object.metadata;
  if (!subresource && isReset(managedFields)) {
    return [];
  }
  const own = subresource ? [] : decodeManagers(managedFields);
  return own.length > 0 ? own : decodeManagers(live?.metadata.managedFields);
}

function difference(request: TrackedUpdate): Comparison {
  const { schema, live, object, resetFields = [] } = request;
  const { apiVersion, kind } = object;
  const isBuiltin = schemaFor({ apiVersion, kind }) !== undefined;
  const asWritten = (value: unknown) =>
    isBuiltin && schema ? withEmptyFields(objectSchema(schema), value) : value;
  const before = live ?? { apiVersion, kind, metadata: {} };
  const { removed, modified, added } = compare(
    objectType(schema),
    asWritten(before),
    asWritten(object),
  );
  return {
    removed: withoutReset(removed, resetFields),
    modified: withoutReset(modified, resetFields),
    added: withoutReset(added, resetFields),
  };
}

/**
 * The object with its `metadata.managedFields` after a create, update or patch: the manager owns what it changed, other
 * managers lose that and what was removed. `apiVersion`, `kind` and what identifies an object are never tracked. A deep
 * copy. Follows `managedfields` of apimachinery and structured-merge-diff 6; an object without `managedFields` that is
 * there already stays untracked, as there.
 */
export function trackUpdate(request: TrackedUpdate): KubernetesObject {
  const { live, object, manager, subresource, now } = request;
  const before = managersBefore(request);
  if (before.length === 0 && live) {
    return withManagedFields(object, []);
  }
  const { removed, modified, added } = difference(request);
  const changed = modified.union(added);
  const self = {
    manager,
    operation: 'Update' as const,
    apiVersion: request.apiVersion ?? object.apiVersion,
    ...(subresource ? { subresource } : {}),
  };
  const rest = before.map(other => ({
    ...other,
    fields: other.fields.difference(changed).difference(removed),
  }));
  const own = trackedFields(changed);
  if (own.isEmpty) {
    return withManagedFields(object, encodeManagers(capUpdateManagers(rest)));
  }
  const id = managerId(self);
  const previous = rest.find(other => managerId(other) === id);
  const managers = [
    ...rest.filter(other => other !== previous),
    {
      ...self,
      time: timestamp(now),
      fields: own.union(previous?.fields ?? new FieldSet()),
    },
  ];
  return withManagedFields(object, encodeManagers(capUpdateManagers(managers)));
}
