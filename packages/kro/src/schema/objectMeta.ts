import { OpenApiSchema } from '../contract';

const text: OpenApiSchema = { type: 'string' };
const time: OpenApiSchema = { type: 'string', format: 'date-time' };
const textMap: OpenApiSchema = {
  type: 'object',
  additionalProperties: text,
};

/** `ObjectMeta` of `meta.k8s.io/v1`, for the types whose published schema leaves it open. */
export const OBJECT_META_SCHEMA: OpenApiSchema = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    selfLink: text,
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer', format: 'int64' },
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: { type: 'integer', format: 'int64' },
    labels: textMap,
    annotations: textMap,
    finalizers: { type: 'array', items: text },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: {
          apiVersion: text,
          kind: text,
          name: text,
          uid: text,
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
    managedFields: {
      type: 'array',
      items: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
      },
    },
  },
};

/** An object's schema with `apiVersion`, `kind` and all of `metadata`, whatever it says of them itself. */
export function withObjectMeta(
  schema: OpenApiSchema,
  options: { namespaced: boolean } = { namespaced: true },
): OpenApiSchema {
  const { namespace, ...clusterScoped } = OBJECT_META_SCHEMA.properties ?? {};
  return {
    ...schema,
    type: 'object',
    properties: {
      ...schema.properties,
      apiVersion: text,
      kind: text,
      metadata: options.namespaced
        ? OBJECT_META_SCHEMA
        : { type: 'object', properties: clusterScoped },
    },
  };
}
