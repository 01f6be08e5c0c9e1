import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { PatchError } from '../patch';
import { jsonEqual } from '../schema/jsonEqual';
import { compare } from './compare';
import { Conflict, conflictsWith } from './conflicts';
import { dropNulls } from './dropNulls';
import { FieldSet } from './fieldSet';
import {
  conflictsBesideLastApplied,
  LAST_APPLIED_MANAGER,
  withLastApplied,
} from './lastApplied';
import { decodeManagers, encodeManagers, Manager, managerId } from './managers';
import { merge } from './merge';
import { MergeType } from './mergeType';
import { objectSchema, objectType } from './objectType';
import { pruneApplied } from './pruneApplied';
import { timestamp } from './timestamp';
import { toFieldSet } from './toFieldSet';
import { trackUpdate } from './trackUpdate';
import { trackedFields, withoutReset } from './untrackedFields';
import { validateApplied } from './validateApplied';
import { withManagedFields } from './withManagedFields';

/** One server-side apply. */
export interface ServerSideApply {
  /** Self-contained schema of the type, with or without `ObjectMeta`; without any, types are deduced. */
  schema?: OpenApiSchema;
  /** The object as it stands; absent when it is created. */
  live?: KubernetesObject;
  /** What the applier sent. */
  applied: KubernetesObject;
  /** The field manager's name. */
  manager: string;
  /** Takes over fields that others own with other values. */
  force?: boolean;
  subresource?: string;
  /** Version of the request; that of `applied` when absent. */
  apiVersion?: string;
  /** The time of the request; RFC 3339 when a string. */
  now: Date | string;
  /** Top-level fields that this request cannot set and that are not tracked, e.g. `status` of a main resource. */
  resetFields?: string[];
}

/** The object with its new `managedFields`, or what stands in the way. */
export type ApplyResult =
  | { object: KubernetesObject }
  | { conflicts: Conflict[] };

const beforeFirstApply = 'before-first-apply';

function check(type: MergeType, applied: KubernetesObject): void {
  if (applied.metadata.managedFields !== undefined) {
    throw new PatchError(400, 'metadata.managedFields must be nil');
  }
  const errors = validateApplied(type, applied);
  if (errors.length > 0) {
    const { apiVersion, kind, metadata } = applied;
    const words =
      errors.length === 1 ? errors[0] : ['errors:', ...errors].join('\n  ');
    throw new PatchError(
      500,
      `failed to create typed patch object (${metadata.namespace ?? ''}/${
        metadata.name ?? ''
      }; ${
        apiVersion.includes('/') ? apiVersion : `/${apiVersion}`
      }, Kind=${kind}): ${words}`,
    );
  }
}

/** The live object's managers; one for all its fields where nobody is recorded. */
function liveManagers(request: ServerSideApply): Manager[] {
  const { live } = request;
  if (!live) {
    return [];
  }
  const managers = decodeManagers(live.metadata.managedFields);
  if (managers.length > 0) {
    return managers;
  }
  const tracked = trackUpdate({
    ...request,
    live: undefined,
    object: withManagedFields(live, []),
    manager: beforeFirstApply,
    subresource: undefined,
    apiVersion: live.apiVersion,
  });
  return decodeManagers(tracked.metadata.managedFields);
}

/** Takes from the other managers what the apply changed or removed; or answers whom that would wrong. */
function takeOver(
  type: MergeType,
  live: unknown,
  merged: unknown,
  others: Manager[],
  request: ServerSideApply,
): { others: Manager[]; conflicts: Conflict[] } {
  const { removed, modified, added } = compare(type, live, merged);
  const reset = request.resetFields ?? [];
  const changed = withoutReset(modified.union(added), reset);
  const gone = withoutReset(removed, reset);
  const conflicts = others.flatMap(other =>
    conflictsWith(other, other.fields.intersection(changed)),
  );
  return {
    conflicts,
    others: others.map(other => ({
      ...other,
      fields: other.fields.difference(changed).difference(gone),
    })),
  };
}

function union(managers: Manager[]): FieldSet {
  return managers.reduce(
    (all, { fields }) => all.union(fields),
    new FieldSet(),
  );
}

/**
 * Applies an object as `kubectl apply --server-side` does: merges it into the live one by the schema's list and map
 * types, removes what its manager applied before and does not apply now (unless another manager owns it), and records
 * who owns what in `metadata.managedFields`. Fields that another manager owns with another value are conflicts, unless
 * forced; with the same value they are shared. Pure: neither object is changed.
 *
 * The result is neither defaulted nor validated. When nothing changes it equals the live object, times included.
 * Throws `PatchError`: 400 when `applied` carries `managedFields`, 500 when it does not fit the schema's types.
 * Follows `managedfields` of apimachinery and structured-merge-diff 6; versions of an API are taken to have the same
 * fields.
 */
export function serverSideApply(request: ServerSideApply): ApplyResult {
  const result = applyOnce(request);
  if (request.manager !== LAST_APPLIED_MANAGER) return result;
  const { schema, live, applied } = request;
  if ('object' in result) {
    return { object: withLastApplied(result.object, applied) };
  }
  const conflicts = conflictsBesideLastApplied(schema, live, result.conflicts);
  return conflicts.length > 0
    ? { conflicts }
    : serverSideApply({ ...request, force: true });
}

function applyOnce(request: ServerSideApply): ApplyResult {
  const { schema, applied, manager, subresource } = request;
  const type = objectType(schema);
  check(type, applied);

  const self = {
    manager,
    operation: 'Apply' as const,
    apiVersion: request.apiVersion ?? applied.apiVersion,
    ...(subresource ? { subresource } : {}),
  };
  const managers = liveManagers(request);
  const isSelf = (other: Manager) => managerId(other) === managerId(self);
  const last = managers.find(isSelf);
  const others = managers.filter(other => !isSelf(other));

  const live = withManagedFields(
    request.live ?? {
      apiVersion: applied.apiVersion,
      kind: applied.kind,
      metadata: {},
    },
    [],
  );
  const fields = withoutReset(
    toFieldSet(type, applied),
    request.resetFields ?? [],
  );
  const pruned = pruneApplied(
    type,
    merge(type, live, applied),
    last?.fields ?? new FieldSet(),
    union(others).union(fields),
  );
  const taken = takeOver(type, live, pruned, others, request);
  if (taken.conflicts.length > 0 && !request.force) {
    return { conflicts: taken.conflicts };
  }

  const object = dropNulls(schema && objectSchema(schema), pruned);
  const isChanged = !jsonEqual(object, live);
  const time = isChanged ? timestamp(request.now) : last?.time;
  const own: Manager = {
    ...self,
    ...(time === undefined ? {} : { time }),
    fields: trackedFields(fields),
  };
  const managedFields = encodeManagers([...taken.others, own]);
  // Merging two objects of a type gives an object of that type.
  return {
    object: withManagedFields(object as KubernetesObject, managedFields),
  };
}
