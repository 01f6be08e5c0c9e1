import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { builtinDocument } from './builtinDocument';
import { crdPaths } from './crdPaths';
import { CrdSpec, CrdVersion, crdSpec, crdVersion } from './crdVersion';
import { OpenApiDocument, schemaReference } from './document';

const metaPrefix = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

const descriptions = {
  objectMeta:
    "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
  listMeta:
    'Standard list metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
  embeddedApiVersion:
    'apiVersion defines the versioned schema of this representation of an object. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  embeddedKind:
    'kind is a string value representing the type of this object. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
};

/** The schemas of a built-in document that custom resources refer to. */
function metaSchemas(): Record<string, OpenApiSchema> {
  const schemas = {
    ...builtinDocument('apps', 'v1')?.components.schemas,
    ...builtinDocument('policy', 'v1')?.components.schemas,
  };
  return schemas;
}

function metaReference(name: string, description: string): OpenApiSchema {
  return {
    description,
    allOf: [{ $ref: schemaReference + metaPrefix + name }],
  };
}

/** `apiVersion` and `kind` as every object has them. */
function typeMeta(): Record<string, OpenApiSchema> {
  const status = metaSchemas()[`${metaPrefix}Status`]?.properties ?? {};
  return { apiVersion: status.apiVersion, kind: status.kind };
}

function embedded(schema: OpenApiSchema): OpenApiSchema {
  const required = new Set([...(schema.required ?? []), 'kind', 'apiVersion']);
  return {
    ...schema,
    required: [...required],
    properties: {
      ...schema.properties,
      apiVersion: {
        type: 'string',
        description: descriptions.embeddedApiVersion,
      },
      kind: { type: 'string', description: descriptions.embeddedKind },
      metadata: metaReference('ObjectMeta', descriptions.objectMeta),
    },
  };
}

function withIntOrString(schema: OpenApiSchema): OpenApiSchema {
  const needsTypes =
    schema['x-kubernetes-int-or-string'] === true &&
    schema.anyOf === undefined &&
    schema.allOf === undefined;
  return needsTypes
    ? { ...schema, anyOf: [{ type: 'integer' }, { type: 'string' }] }
    : schema;
}

/** Spells out what the structural schema of a CRD means but does not say, at every depth. */
function published(schema: OpenApiSchema): OpenApiSchema {
  const result: OpenApiSchema = withIntOrString({ ...schema });
  if (schema.properties) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        published(property),
      ]),
    );
  }
  if (schema.items) {
    result.items = published(schema.items);
  }
  if (typeof schema.additionalProperties === 'object') {
    result.additionalProperties = published(schema.additionalProperties);
  }
  return result['x-kubernetes-embedded-resource'] === true
    ? embedded(result)
    : result;
}

function kindExtension(group: string, version: string, kind: string) {
  return { 'x-kubernetes-group-version-kind': [{ group, version, kind }] };
}

function selectableFields(version: CrdVersion): OpenApiSchema {
  return version.selectableFields?.length
    ? {
        'x-kubernetes-selectable-fields': version.selectableFields.map(
          ({ jsonPath }) => ({ fieldPath: jsonPath.replace(/^\./, '') }),
        ),
      }
    : {};
}

function objectSchema(spec: CrdSpec, version: CrdVersion): OpenApiSchema {
  const source = version.schema?.openAPIV3Schema;
  const own = source ? published(source) : { type: 'object' };
  const properties = source && {
    ...own.properties,
    ...typeMeta(),
    metadata: metaReference('ObjectMeta', descriptions.objectMeta),
  };
  return {
    ...own,
    ...(properties && { properties }),
    ...kindExtension(spec.group, version.name, spec.names.kind),
    ...selectableFields(version),
  };
}

function listSchema(
  spec: CrdSpec,
  version: CrdVersion,
  names: { listKind: string; schemaName: string },
): OpenApiSchema {
  return {
    description: `${names.listKind} is a list of ${spec.names.kind}`,
    type: 'object',
    required: ['items'],
    properties: {
      ...typeMeta(),
      items: {
        description: `List of ${spec.names.plural}. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md`,
        type: 'array',
        items: { allOf: [{ $ref: schemaReference + names.schemaName }] },
      },
      metadata: metaReference('ListMeta', descriptions.listMeta),
    },
    ...kindExtension(spec.group, version.name, names.listKind),
    ...selectableFields(version),
  };
}

/** Names of the schemas a part of a document refers to. */
function references(part: unknown): string[] {
  if (Array.isArray(part)) {
    return part.flatMap(references);
  }
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string'
      ? [value.slice(schemaReference.length)]
      : references(value),
  );
}

/** `schemas` and all they and the paths refer to, taken from `library`. */
function closure(
  schemas: Record<string, OpenApiSchema>,
  paths: unknown,
  library: Record<string, OpenApiSchema>,
): Record<string, OpenApiSchema> {
  const result = { ...schemas };
  const open = references([schemas, paths]);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = library[name];
    if (!(name in result) && schema) {
      result[name] = schema;
      open.push(...references(schema));
    }
  }
  return result;
}

/**
 * The OpenAPI v3 document the API server publishes for one version of a CRD: the object's and its list's schema with
 * `x-kubernetes-group-version-kind`, what they refer to, and the paths with `x-kubernetes-action`.
 * Follows `builder.go` of apiextensions-apiserver 0.36. Throws when the CRD has no such version.
 */
export function documentForCrd(
  crd: KubernetesObject,
  versionName: string,
): OpenApiDocument {
  const spec = crdSpec(crd);
  const version = crdVersion(crd, versionName);
  const { kind, plural, listKind = `${kind}List` } = spec.names;
  const prefix = `${spec.group.split('.').reverse().join('.')}.${versionName}`;
  const schemaName = `${prefix}.${kind}`;
  const listSchemaName = `${prefix}.${listKind}`;
  const paths = crdPaths({
    group: spec.group,
    version: versionName,
    kind,
    listKind,
    plural,
    namespaced: spec.scope === 'Namespaced',
    status: version.subresources?.status !== undefined,
    scale: version.subresources?.scale !== undefined,
    schemaName,
    listSchemaName,
  });
  const own = {
    [schemaName]: objectSchema(spec, version),
    [listSchemaName]: listSchema(spec, version, { listKind, schemaName }),
  };
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths,
    components: { schemas: closure(own, paths, metaSchemas()) },
  };
}

/** One document of several of the same group version, as the server publishes them together. Throws on none. */
export function mergeDocuments(documents: OpenApiDocument[]): OpenApiDocument {
  const [first, ...others] = documents;
  if (!first) {
    throw new Error('mergeDocuments was given no document; give at least one');
  }
  return others.reduce(
    (merged, document) => ({
      ...merged,
      paths: { ...merged.paths, ...document.paths },
      components: {
        ...merged.components,
        schemas: {
          ...merged.components.schemas,
          ...document.components.schemas,
        },
      },
    }),
    first,
  );
}
