import {
  KubernetesObject,
  OpenApiSchema,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';

/** Splits `apps/v1`; the core group is empty. */
export function parseApiVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return { group, version };
}

function isEstablished(crd: KubernetesObject): boolean {
  const conditions: unknown = Object(crd.status).conditions;
  return (
    Array.isArray(conditions) &&
    conditions.some(
      condition =>
        condition.type === 'Established' && condition.status === 'True',
    )
  );
}

/** A CRD's schema says nothing about apiVersion, kind and metadata: the API server adds them. */
function withObjectFields(
  schema: OpenApiSchema | undefined,
  objectMeta: OpenApiSchema,
): OpenApiSchema {
  return {
    type: 'object',
    ...schema,
    properties: {
      ...schema?.properties,
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: objectMeta,
    },
  };
}

/** The type that a CustomResourceDefinition serves, or `undefined` when it serves another. */
export function typeOfCrd(
  crd: KubernetesObject,
  type: TypeRef,
  objectMeta: OpenApiSchema,
): ResourceType | undefined {
  const spec = Object(crd.spec);
  const { group, version } = parseApiVersion(type.apiVersion);
  if (spec.group !== group || spec.names?.kind !== type.kind) return undefined;
  const served = Array.isArray(spec.versions)
    ? spec.versions.find(
        (candidate: { name?: string; served?: boolean }) =>
          candidate.name === version && candidate.served,
      )
    : undefined;
  if (!served || !isEstablished(crd)) return undefined;
  return {
    apiVersion: type.apiVersion,
    kind: type.kind,
    plural: String(spec.names.plural),
    namespaced: spec.scope === 'Namespaced',
    schema: withObjectFields(served.schema?.openAPIV3Schema, objectMeta),
  };
}
