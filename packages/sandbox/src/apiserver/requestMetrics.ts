import { IncomingMessage, ServerResponse } from 'node:http';
import { requestTarget } from '../requestTarget';
import { PathRoute, ResourceRoute, routeOf } from './route';

/** The verbs as the API server's metrics name them. */
const VERBS: Record<string, string> = {
  create: 'POST',
  update: 'PUT',
};

/** Paths outside the resources that have a label of their own; others share the empty one. */
const KNOWN_PATHS = [
  'api',
  'apis',
  'healthz',
  'livez',
  'metrics',
  'openapi',
  'readyz',
  'version',
];

type Labels = Record<string, string>;

/**
 * Counts the requests that come over the wire, with the names and labels of
 * `apiserver/pkg/endpoints/metrics`: `apiserver_request_total` when a request is over, so a watch
 * when it ends, and `apiserver_longrunning_requests` for the watches that are open.
 */
export class RequestMetrics {
  private readonly total = new Map<string, number>();
  private readonly longRunning = new Map<string, number>();

  /** Counts this request when its answer is over, however it ends. */
  observe(request: IncomingMessage, response: ServerResponse): void {
    const route = routeOfRequest(request);
    const labels = labelsOf(request, route);
    const isWatch = route.kind === 'resource' && route.verb === 'watch';
    const key = series({ ...labels, component: 'apiserver' });
    if (isWatch) add(this.longRunning, key, 1);
    response.once('close', () => {
      if (isWatch) add(this.longRunning, key, -1);
      const code = String(response.statusCode);
      add(
        this.total,
        series({
          code,
          component: 'apiserver',
          dry_run: dryRunOf(request),
          ...labels,
        }),
        1,
      );
    });
  }

  /** All counters in the text format of Prometheus. */
  text(): string {
    return [
      ...family(
        'apiserver_longrunning_requests',
        'gauge',
        'Gauge of all active long-running apiserver requests broken out by verb, group, version, resource, scope and component. Not all requests are tracked this way.',
        this.longRunning,
      ),
      ...family(
        'apiserver_request_total',
        'counter',
        'Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.',
        this.total,
      ),
      '',
    ].join('\n');
  }
}

function routeOfRequest(request: IncomingMessage): ResourceRoute | PathRoute {
  const { path, query } = requestTarget(request.url);
  return routeOf(request.method ?? 'GET', path, query);
}

function labelsOf(
  request: IncomingMessage,
  route: ResourceRoute | PathRoute,
): Labels {
  if (route.kind === 'path') {
    const [first] = route.path.split('/').filter(Boolean);
    return {
      group: '',
      resource: '',
      scope: '',
      subresource: KNOWN_PATHS.includes(first) ? `/${first}` : '',
      verb: route.verb.toUpperCase(),
      version: '',
    };
  }
  const { group, version, plural, subresource = '' } = route;
  return {
    group,
    resource: plural,
    scope: scopeOf(route),
    subresource,
    verb: verbOf(request, route),
    version,
  };
}

function verbOf(request: IncomingMessage, { verb }: ResourceRoute): string {
  const type = request.headers['content-type'] ?? '';
  if (verb === 'patch' && type.startsWith('application/apply-patch')) {
    return 'APPLY';
  }
  return VERBS[verb] ?? verb.toUpperCase();
}

function scopeOf({ name, verb, namespace }: ResourceRoute): string {
  if (name || verb === 'create') return 'resource';
  return namespace ? 'namespace' : 'cluster';
}

function dryRunOf(request: IncomingMessage): string {
  return requestTarget(request.url).query.getAll('dryRun').sort().join(',');
}

/** Labels as Prometheus writes them, sorted, so that equal ones are one series. */
function series(labels: Labels): string {
  return Object.keys(labels)
    .sort()
    .map(name => `${name}="${escapeLabel(labels[name])}"`)
    .join(',');
}

function escapeLabel(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

function add(counts: Map<string, number>, key: string, step: number): void {
  counts.set(key, (counts.get(key) ?? 0) + step);
}

function family(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  counts: Map<string, number>,
): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...[...counts].map(([labels, value]) => `${name}{${labels}} ${value}`),
  ];
}
