import { Answer, pageNotFound, textAnswer } from './answer';
import { Backend } from './backend';
import {
  aggregatedDiscovery,
  coreVersions,
  groupList,
  resourceList,
  singleGroup,
} from './discovery';
import { encodeJson } from './encode';
import { negotiate, Representation } from './negotiate';
import {
  acceptsOpenApiV2Protobuf,
  OPENAPI_V2_PROTOBUF,
  openApiDocument,
  openApiIndex,
  openApiV2Document,
} from './openApi';
import { encodeOpenApiV2 } from './protobuf/encodeOpenApiV2';
import { ApiRequest } from './request';
import { PathRoute } from './route';
import { VERSION } from './version';

/** Answers what is no resource: discovery, version, health, metrics, OpenAPI. */
export function handlePath(
  backend: Backend,
  request: ApiRequest,
  route: PathRoute,
  serverAddress: string,
): Answer {
  const [first, ...rest] = route.path.split('/').filter(Boolean);
  switch (first) {
    case 'api':
    case 'apis':
      return discovery(backend, request, first, rest, serverAddress);
    case 'version':
      return json(request, VERSION, { pretty: true });
    case 'healthz':
    case 'livez':
    case 'readyz':
      return health(request, first, rest);
    case 'metrics':
      return metrics(backend);
    case 'openapi':
      return openApi(backend, request, rest);
    case undefined:
      return json(request, { paths: rootPaths(backend) }, { pretty: true });
    default:
      return pageNotFound();
  }
}

function json(
  request: ApiRequest,
  value: unknown,
  override: Partial<Representation> = {},
): Answer {
  const representation = { ...negotiate(request.accept), ...override };
  return { code: 200, ...encodeJson(JSON.stringify(value), representation) };
}

function discovery(
  { types }: Backend,
  request: ApiRequest,
  root: 'api' | 'apis',
  rest: string[],
  serverAddress: string,
): Answer {
  if (rest.length === 0) {
    const { discovery: version } = negotiate(request.accept);
    if (version) {
      const which = root === 'api' ? 'core' : 'groups';
      return {
        code: 200,
        contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
        body: JSON.stringify(aggregatedDiscovery(types, which, version)),
      };
    }
    return json(
      request,
      root === 'api' ? coreVersions(serverAddress) : groupList(types),
    );
  }
  const found =
    root === 'apis' && rest.length === 1
      ? singleGroup(types, rest[0])
      : resourceList(
          types,
          root === 'api' ? '' : rest[0],
          root === 'api' ? rest[0] : rest[1],
        );
  return found ? json(request, found) : pageNotFound();
}

function health(request: ApiRequest, endpoint: string, rest: string[]): Answer {
  const checks = ['ping', 'log', 'etcd', 'informer-sync'];
  if (rest.length > 0) {
    return checks.includes(rest[0]) ? textAnswer(200, 'ok') : pageNotFound();
  }
  return request.query.has('verbose')
    ? textAnswer(
        200,
        `${checks
          .map(check => `[+]${check} ok\n`)
          .join('')}${endpoint} check passed\n`,
      )
    : textAnswer(200, 'ok');
}

function openApi(
  backend: Backend,
  request: ApiRequest,
  rest: string[],
): Answer {
  if (rest[0] === 'v2' && rest.length === 1) return openApiV2(backend, request);
  if (rest[0] !== 'v3') return pageNotFound();
  if (rest.length === 1) return json(request, openApiIndex(backend));
  const document = openApiDocument(backend, rest.slice(1).join('/'));
  return document
    ? { code: 200, contentType: 'application/json', body: document }
    : pageNotFound();
}

function openApiV2(backend: Backend, request: ApiRequest): Answer {
  const document = openApiV2Document(backend);
  return acceptsOpenApiV2Protobuf(request.accept)
    ? {
        code: 200,
        contentType: OPENAPI_V2_PROTOBUF,
        body: encodeOpenApiV2(document),
      }
    : json(request, document);
}

function metrics(backend: Backend): Answer {
  return {
    code: 200,
    contentType:
      'text/plain; version=0.0.4; charset=utf-8; escaping=underscores',
    body: backend.metrics.text(),
  };
}

function rootPaths({ types }: Backend): string[] {
  const groups = [...types.groups()].filter(([name]) => name !== '');
  return [
    '/api',
    '/api/v1',
    '/apis',
    ...groups.flatMap(([name, versions]) => [
      `/apis/${name}`,
      ...versions.map(version => `/apis/${name}/${version}`),
    ]),
    '/healthz',
    '/livez',
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ].sort();
}
