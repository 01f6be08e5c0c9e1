import { OpenApiSchema, ResourceType, TypeResolver } from '../contract';
import { GraphError } from '../graphError';
import { isJsonObject } from '../json';
import { withObjectMeta } from '../schema/objectMeta';
import { foldAllOf, itemSchema, propertySchema } from '../schema/openApi';
import { FieldPath, fieldPathText } from './fieldPath';
import { DefinitionResource } from './resourceGraphDefinition';
import {
  schemalessFields,
  TemplateField,
  templateFields,
} from './templateFields';

const OWNED_PREFIXES = ['kro.run/', 'internal.kro.run/'];

/** A template whose type the cluster knows, and the expressions in it. */
export interface ResolvedTemplate {
  apiVersion: string;
  kind: string;
  type: ResourceType;
  schema?: OpenApiSchema;
  fields: TemplateField[];
}

function textOf(resource: DefinitionResource, field: 'apiVersion' | 'kind') {
  const value = resource.template[field];
  if (typeof value === 'string' && value) return value;
  throw new GraphError(
    `resource ${resource.id} is not a valid Kubernetes object: ${field} field ${
      value === undefined ? 'not found' : 'is not a string'
    }`,
    field,
  );
}

function checkOwnedMetadata(
  id: string,
  metadata: unknown,
  field: 'labels' | 'annotations',
) {
  const map = isJsonObject(metadata) ? metadata[field] : undefined;
  if (!isJsonObject(map)) return;
  for (const key of Object.keys(map)) {
    const prefix = OWNED_PREFIXES.find(owned => key.startsWith(owned));
    if (prefix) {
      const one = field.slice(0, -1);
      throw new GraphError(
        `invalid ${one} for resource "${id}". ${field} with prefix "${prefix}" are reserved for internal use`,
        `metadata.${field}["${key}"]`,
      );
    }
  }
}

function checkNamespace(
  { id, external, template }: DefinitionResource,
  childNamespaced: boolean,
  instanceNamespaced: boolean,
) {
  const metadata = isJsonObject(template.metadata) ? template.metadata : {};
  const { namespace } = metadata;
  if (!childNamespaced && namespace !== undefined) {
    throw new GraphError(
      `resource "${id}" is cluster-scoped and must not set metadata.namespace`,
      'metadata.namespace',
    );
  }
  // A selector without a namespace lists all namespaces.
  if (!childNamespaced || instanceNamespaced || external === 'bySelector') {
    return;
  }
  if (typeof namespace !== 'string' || !namespace.trim()) {
    throw new GraphError(
      `resource "${id}" is namespaced and must set metadata.namespace when the instance CRD is cluster-scoped`,
      'metadata.namespace',
    );
  }
}

function checkCrdFields(id: string, fields: TemplateField[]): TemplateField[] {
  for (const { path } of fields) {
    if (path[0] !== 'metadata') {
      throw new GraphError(
        `CEL expressions in CRDs are only supported for metadata fields, found in path "${fieldPathText(
          path,
        )}", resource ${id}`,
        fieldPathText(path),
      );
    }
  }
  return fields;
}

/**
 * Finds a resource's type and the expressions of its template.
 *
 * @throws GraphError for an unknown type, a wrong namespace, metadata that KRO owns, or a field the schema lacks
 */
export function resolveTemplate(
  resource: DefinitionResource,
  types: TypeResolver,
  instanceNamespaced: boolean,
): ResolvedTemplate {
  const apiVersion = textOf(resource, 'apiVersion');
  const kind = textOf(resource, 'kind');
  if (!isJsonObject(resource.template.metadata)) {
    throw new GraphError(
      `resource ${
        resource.id
      } is not a valid Kubernetes object: metadata field ${
        resource.template.metadata === undefined ? 'not found' : 'is not a map'
      }`,
      'metadata',
    );
  }
  const type = types({ apiVersion, kind });
  if (!type) {
    throw new GraphError(
      `failed to get schema for resource ${resource.id}: the cluster does not serve kind ${kind} of ${apiVersion}; install its CustomResourceDefinition first`,
      'kind',
    );
  }
  checkNamespace(resource, type.namespaced, instanceNamespaced);
  checkOwnedMetadata(resource.id, resource.template.metadata, 'labels');
  checkOwnedMetadata(resource.id, resource.template.metadata, 'annotations');
  const schema = type.schema && objectSchema(foldAllOf(type.schema));
  return {
    apiVersion,
    kind,
    type,
    schema,
    fields: expressionsOf(resource, apiVersion, kind, schema),
  };
}

/** Published schemas of custom resources describe `metadata`; those in a CRD itself do not. */
function objectSchema(schema: OpenApiSchema): OpenApiSchema {
  return propertySchema(schema, 'metadata')?.properties
    ? schema
    : withObjectMeta(schema);
}

function expressionsOf(
  { id, template, external }: DefinitionResource,
  apiVersion: string,
  kind: string,
  schema: OpenApiSchema | undefined,
): TemplateField[] {
  if (
    apiVersion === 'apiextensions.k8s.io/v1' &&
    kind === 'CustomResourceDefinition'
  ) {
    return checkCrdFields(id, schemalessFields(template).fields);
  }
  return external || !schema
    ? schemalessFields(template).fields
    : templateFields(template, schema);
}

/** The schema at a path of an object; undefined where there is none. */
export function schemaAt(
  root: OpenApiSchema | undefined,
  path: FieldPath,
): OpenApiSchema | undefined {
  return path.reduce<OpenApiSchema | undefined>(
    (schema, part) =>
      typeof part === 'number'
        ? itemSchema(schema)
        : propertySchema(schema, part),
    root,
  );
}
