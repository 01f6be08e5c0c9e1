import { JsonObject, KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { objectAt } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import {
  conflictMessage,
  serverSideApply,
  trackUpdate,
} from '../fieldmanagement';
import {
  builtinDocument,
  decodeFault,
  documentForCrd,
  mergeDocuments,
  metadataFault,
  OpenApiDocument,
  schemaFor,
} from '../openapi';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  PatchError,
} from '../patch';
import {
  applyDefaults,
  FieldCause,
  pruneAndReport,
  validateStructural,
} from '../schema';
import { scaleFaults } from './scaleFaults';
import { CustomResource, ServedType, Subresource } from './servedType';
import { StatusCause, StatusError } from './status';
import { RuleListener, validationRuleErrors } from './validationRules';

/** Who writes what, for field ownership. */
export interface Writer {
  manager: string;
  subresource?: string;
  /** RFC 3339. */
  now: string;
}

/** The type's schema with all references resolved, where there is one. */
export function schemaOf(type: ServedType): OpenApiSchema | undefined {
  return type.custom ? type.custom.schema : schemaFor(type);
}

/** The object without what the type's schema does not know, and the paths of that. */
export function withoutUnknownFields(
  type: ServedType,
  draft: Draft,
): { value: Draft; unknown: string[] } {
  const schema = schemaOf(type);
  return schema && prunes(type)
    ? pruneAndReport(schema, draft)
    : { value: draft, unknown: [] };
}

function prunes(type: ServedType): boolean {
  return !type.custom?.preserveUnknownFields;
}

/** The object with the defaults of a custom resource's schema. Those of built-in kinds are rules, not schema. */
export function withSchemaDefaults(type: ServedType, draft: Draft): Draft {
  return type.custom ? applyDefaults(type.custom.schema, draft) : draft;
}

/**
 * What stands against the schema of a custom resource, its validation rules included. Of a write to the status, only
 * the status and the rules are looked at.
 */
export function schemaErrors(
  { custom }: ServedType,
  object: KubernetesObject,
  before: KubernetesObject | undefined,
  subresource: Subresource | undefined,
  listener: RuleListener,
): StatusCause[] {
  if (!custom) return [];
  const causes =
    subresource === 'status'
      ? statusErrors(custom, object, before)
      : validateStructural(
          custom.schema,
          object,
          before ? { before: { value: before } } : {},
        );
  const all = [...causes, ...scaleFaults(custom, object, subresource)];
  return [
    ...all,
    ...validationRuleErrors(custom, object, before, all, listener),
  ];
}

function statusErrors(
  { schema }: CustomResource,
  { status }: KubernetesObject,
  before: KubernetesObject | undefined,
): FieldCause[] {
  const own = objectAt(schema, 'properties', 'status');
  return own && status !== undefined
    ? validateStructural(own, status, {
        path: 'status',
        ...(before?.status === undefined
          ? {}
          : { before: { value: before.status } }),
      })
    : [];
}

/** RFC 7386. @throws StatusError */
export function mergePatch(object: JsonObject, patch: unknown): JsonObject {
  return patching(() => applyMergePatch(object, patch));
}

/** RFC 6902. @throws StatusError */
export function jsonPatch(object: JsonObject, patch: unknown): JsonObject {
  return patching(() => applyJsonPatch(object, patch));
}

/** Kubernetes' strategic merge patch. @throws StatusError */
export function strategicMergePatch(
  type: ServedType,
  object: JsonObject,
  patch: unknown,
): JsonObject {
  return patching(() =>
    applyStrategicMergePatch(schemaOf(type) ?? {}, object, patch),
  );
}

const PATCH_REASONS: Record<PatchError['code'], string | undefined> = {
  400: 'BadRequest',
  413: 'RequestEntityTooLarge',
  422: 'Invalid',
  500: undefined,
};

function patching<T>(patch: () => T): T {
  try {
    return patch();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    const { code, message } = error;
    throw new StatusError(
      code,
      PATCH_REASONS[code],
      message,
      code === 422 ? {} : undefined,
    );
  }
}

/**
 * Server-side apply: the merged object with its new field ownership, not defaulted yet.
 * @throws StatusError 409 when others own fields that would change
 */
export function applyConfiguration(
  type: ServedType,
  live: KubernetesObject | undefined,
  applied: KubernetesObject,
  { manager, subresource, now, force }: Writer & { force: boolean },
): KubernetesObject {
  const result = patching(() =>
    serverSideApply({
      schema: schemaOf(type),
      live,
      applied,
      manager,
      force,
      subresource,
      now,
      resetFields: resetFields(type, subresource),
    }),
  );
  if ('object' in result) return result.object;
  throw new StatusError(409, 'Conflict', conflictMessage(result.conflicts), {
    causes: result.conflicts.map(({ message, field }) => ({
      reason: 'FieldManagerConflict',
      message,
      field,
    })),
  });
}

/** Field ownership after a create, update or patch. */
export function trackOwnership(
  type: ServedType,
  before: KubernetesObject | undefined,
  after: KubernetesObject,
  { manager, subresource, now }: Writer,
): KubernetesObject {
  return trackUpdate({
    schema: schemaOf(type),
    live: before,
    object: after,
    manager,
    subresource,
    now,
    resetFields: resetFields(type, subresource),
  });
}

/** What a write to the object, or to its subresource, cannot set and does not own. */
function resetFields(
  type: ServedType,
  subresource: string | undefined,
): string[] {
  if (subresource === 'status') {
    return type.custom ? ['metadata', 'spec'] : ['spec'];
  }
  return type.subresources.includes('status') ? ['status'] : [];
}

/** The OpenAPI v3 documents of the types of a group and version, built-in ones first. */
export function documentsOf(
  group: string,
  version: string,
  served: ServedType[],
): OpenApiDocument[] {
  const builtin = builtinDocument(group, version);
  const custom = served.flatMap(type =>
    type.custom && type.group === group && type.version === version
      ? [documentForCrd(type.custom.crd, version)]
      : [],
  );
  return builtin ? [builtin, ...custom] : custom;
}

/** The JSON of the OpenAPI v3 document of a group and version; undefined when there is none. */
export function documentOf(
  group: string,
  version: string,
  served: ServedType[],
): string | undefined {
  const documents = documentsOf(group, version, served);
  return documents.length > 0
    ? JSON.stringify(mergeDocuments(documents))
    : undefined;
}

/** Why an object cannot be read into its type, as Go words it; undefined when it can. */
export function typeMismatch(
  type: ServedType,
  object: KubernetesObject & JsonObject,
): string | undefined {
  return type.custom
    ? metadataFault(object.metadata)
    : decodeFault(type, object);
}
