import { Attributes } from './authorize';
import { Verb } from './servedType';

/** A request to a resource of the API, by its path and method. */
export interface ResourceRoute {
  kind: 'resource';
  verb: Verb;
  group: string;
  version: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Any other request: discovery, health, documents. */
export interface PathRoute {
  kind: 'path';
  verb: string;
  path: string;
}

const ITEM_VERBS: Record<string, Verb> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

const COLLECTION_VERBS: Record<string, Verb> = {
  ...ITEM_VERBS,
  GET: 'list',
  HEAD: 'list',
  DELETE: 'deletecollection',
};

/** Where a request goes; after `apiserver/pkg/endpoints/request/requestinfo.go`. */
export function routeOf(
  method: string,
  path: string,
  query: URLSearchParams,
): ResourceRoute | PathRoute {
  const parts = path.split('/').filter(Boolean).map(decodeSegment);
  const prefixLength = parts[0] === 'api' ? 2 : 3;
  const isResource =
    (parts[0] === 'api' || parts[0] === 'apis') && parts.length > prefixLength;
  if (!isResource) {
    return { kind: 'path', verb: method.toLowerCase(), path };
  }
  const group = parts[0] === 'api' ? '' : parts[1];
  const version = parts[prefixLength - 1];
  const rest = parts.slice(prefixLength);
  const { namespace, segments } = splitNamespace(rest);
  const [plural, name, subresource] = segments;
  return {
    kind: 'resource',
    verb: verbOf(method, name, query),
    group,
    version,
    plural,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(subresource ? { subresource: segments.slice(2).join('/') } : {}),
  };
}

/** What somebody must be allowed to who sends a request there. */
export function attributesOf(route: ResourceRoute | PathRoute): Attributes {
  if (route.kind === 'path') return { verb: route.verb, path: route.path };
  const { verb, group, plural, name, subresource } = route;
  // A namespace lies in itself, so that a role in it can allow to read it.
  const isNamespace = group === '' && plural === 'namespaces';
  return {
    verb,
    group,
    resource: plural,
    subresource,
    namespace: isNamespace ? name : route.namespace,
    name,
  };
}

/** `namespaces/N/…` is a namespace's content, but for the namespace's own subresources. */
function splitNamespace(rest: string[]) {
  const isNamespaceItself =
    rest.length === 3 && ['status', 'finalize'].includes(rest[2]);
  return rest[0] === 'namespaces' && rest.length > 2 && !isNamespaceItself
    ? { namespace: rest[1], segments: rest.slice(2) }
    : { segments: rest };
}

function verbOf(
  method: string,
  name: string | undefined,
  query: URLSearchParams,
): Verb {
  const verb = (name ? ITEM_VERBS : COLLECTION_VERBS)[method] ?? 'get';
  return verb === 'list' && isTrue(query.get('watch')) ? 'watch' : verb;
}

/** A boolean of a query, as Go reads it. */
export function isTrue(value: string | null): boolean {
  return (
    value !== null && ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)
  );
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
