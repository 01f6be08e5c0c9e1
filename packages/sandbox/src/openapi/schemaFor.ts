import { OpenApiSchema, TypeRef } from '@mini-atlas/kro';
import { builtinDocument } from './builtinDocument';
import { GroupVersionKind, OpenApiDocument } from './document';
import { resolveSchema } from './resolveSchema';

const namesByKind = new WeakMap<OpenApiDocument, Map<string, string>>();

/** Splits an `apiVersion`: `apps/v1` is group `apps`, `v1` is the core group `''`. */
export function groupVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const [first, second] = apiVersion.split('/');
  return second === undefined
    ? { group: '', version: first }
    : { group: first, version: second };
}

function indexByKind(document: OpenApiDocument): Map<string, string> {
  const index = new Map<string, string>();
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const kinds = schema['x-kubernetes-group-version-kind'];
    const listed: GroupVersionKind[] = Array.isArray(kinds) ? kinds : [];
    for (const { group, version, kind } of listed) {
      index.set(`${group}/${version}/${kind}`, name);
    }
  }
  return index;
}

/** What a document calls the schema of a type; `undefined` when it does not define the type. */
export function schemaNameIn(
  document: OpenApiDocument,
  type: TypeRef,
): string | undefined {
  const index = namesByKind.get(document) ?? indexByKind(document);
  namesByKind.set(document, index);
  const { group, version } = groupVersion(type.apiVersion);
  return index.get(`${group}/${version}/${type.kind}`);
}

/** The self-contained schema of a type in a document; `undefined` when the document does not define the type. */
export function schemaIn(
  document: OpenApiDocument,
  type: TypeRef,
): OpenApiSchema | undefined {
  const name = schemaNameIn(document, type);
  return name === undefined ? undefined : resolveSchema(document, name);
}

/** The self-contained schema of a built-in type of Kubernetes 1.36; `undefined` for any other type. */
export function schemaFor(type: TypeRef): OpenApiSchema | undefined {
  const { group, version } = groupVersion(type.apiVersion);
  const document = builtinDocument(group, version);
  return document && schemaIn(document, type);
}

/** The self-contained schema of `ObjectMeta`, as every object's `metadata` has it. */
export function objectMetaSchema(): OpenApiSchema {
  const schema = schemaFor({ apiVersion: 'v1', kind: 'Namespace' });
  return schema?.properties?.metadata ?? {};
}
