import { builtinDocument } from './builtinDocument';
import { OpenApiDocument, PathItem, schemaReference } from './document';

/** What the paths of a custom resource depend on. */
export interface CrdEndpoints {
  group: string;
  version: string;
  kind: string;
  listKind: string;
  plural: string;
  namespaced: boolean;
  status: boolean;
  scale: boolean;
  /** Names of the two schemas in the document. */
  schemaName: string;
  listSchemaName: string;
}

/** A built-in resource whose paths serve as the pattern: same verbs, parameters and responses, other names. */
interface Pattern {
  group: string;
  kind: string;
  plural: string;
  document: OpenApiDocument;
}

function pattern(group: string, kind: string, plural: string): Pattern {
  const document = builtinDocument(group, 'v1');
  if (!document) {
    throw new Error(
      `data/openapi holds no document of ${group}/v1, whose paths are the pattern for custom resources`,
    );
  }
  return { group, kind, plural, document };
}

/** Content types a custom resource is served and patched with: no protobuf, no strategic merge. */
const contentTypes = new Set([
  '*/*',
  'application/json',
  'application/yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
]);

/** `atlas.dev` is `AtlasDev`, as in the server's operation ids; a trailing `.k8s.io` is left out. */
function operationWord(text: string): string {
  return text
    .replace(/\.k8s\.io$/, '')
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Rewrites the names of the pattern in one string. */
function renamer(from: Pattern, to: CrdEndpoints): (text: string) => string {
  const patternSchema = `${schemaReference}io.k8s.api.${from.group}.v1.${from.kind}`;
  const group = operationWord(to.group);
  const tag = `${group.charAt(0).toLowerCase()}${group.slice(1)}_${to.version}`;
  const patternOperation = `${operationWord(from.group)}V1`;
  return text => {
    if (text === `${patternSchema}List`) {
      return schemaReference + to.listSchemaName;
    }
    if (text === patternSchema) {
      return schemaReference + to.schemaName;
    }
    if (text === `${from.group}_v1`) {
      return tag;
    }
    const named = text
      .replace(patternOperation, group + operationWord(to.version))
      .replace(from.kind, to.kind);
    return to.namespaced ? named : named.replace('Namespaced', '');
  };
}

/** A copy of a part of the pattern with every string renamed and only the served content types. */
function rewrite(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return rename(value);
  }
  if (Array.isArray(value)) {
    return value.map(item => rewrite(item, rename));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).flatMap(([key, part]) =>
    key === 'content' ? [[key, servedContent(part)]] : [[key, part]],
  );
  return Object.fromEntries(
    entries.map(([key, part]) => [key, rewrite(part, rename)]),
  );
}

function servedContent(content: object): object {
  return Object.fromEntries(
    Object.entries(content).filter(([type]) => contentTypes.has(type)),
  );
}

function withKind(
  item: PathItem,
  to: CrdEndpoints,
  isScale: boolean,
): PathItem {
  const { group, version, kind } = to;
  const shared = item.parameters?.filter(
    parameter => to.namespaced || parameter.name !== 'namespace',
  );
  const operations = Object.entries(item).flatMap(([method, operation]) =>
    !operation || Array.isArray(operation)
      ? []
      : [
          [
            method,
            isScale
              ? operation
              : {
                  ...operation,
                  'x-kubernetes-group-version-kind': { group, version, kind },
                },
          ],
        ],
  );
  return { ...Object.fromEntries(operations), parameters: shared };
}

/**
 * The paths the API server publishes for a custom resource: collection, object, and the status and scale
 * subresources where the CRD has them. Follows `builder.go` of apiextensions-apiserver 0.36.
 */
export function crdPaths(crd: CrdEndpoints): Record<string, PathItem> {
  const resource = pattern(
    'policy',
    'PodDisruptionBudget',
    'poddisruptionbudgets',
  );
  const scaled = pattern('apps', 'Deployment', 'deployments');
  const root = `/apis/${crd.group}/${crd.version}`;
  const base = crd.namespaced
    ? `${root}/namespaces/{namespace}/${crd.plural}`
    : `${root}/${crd.plural}`;

  function copy(from: Pattern, suffix: string): PathItem {
    const path = `/apis/${from.group}/v1/${suffix.replace('*', from.plural)}`;
    const item = from.document.paths[path];
    const renamed = rewrite(item, renamer(from, crd)) as PathItem;
    return withKind(renamed, crd, suffix.endsWith('/scale'));
  }

  const paths: Record<string, PathItem> = {
    [base]: copy(resource, 'namespaces/{namespace}/*'),
    [`${base}/{name}`]: copy(resource, 'namespaces/{namespace}/*/{name}'),
  };
  if (crd.namespaced) {
    paths[`${root}/${crd.plural}`] = copy(resource, '*');
  }
  if (crd.status) {
    paths[`${base}/{name}/status`] = copy(
      resource,
      'namespaces/{namespace}/*/{name}/status',
    );
  }
  if (crd.scale) {
    paths[`${base}/{name}/scale`] = copy(
      scaled,
      'namespaces/{namespace}/*/{name}/scale',
    );
  }
  return paths;
}
