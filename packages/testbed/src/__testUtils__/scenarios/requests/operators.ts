import { create, RequestCase } from './request';

const GROUP = 'gateway.networking.k8s.io';
const ROUTES = `/apis/${GROUP}/v1/namespaces/default/httproutes`;

const routeWith = (does: string, rule: object): RequestCase => ({
  does,
  before: [{ method: 'GET', path: ROUTES, until: 200 }],
  ...create(ROUTES, {
    apiVersion: `${GROUP}/v1`,
    kind: 'HTTPRoute',
    metadata: { name: 'bad' },
    spec: { rules: [rule] },
  }),
});

/** Custom resources of operators that both clusters serve from the start, with the rules that people write. */
export const OPERATORS: RequestCase[] = [
  routeWith('creates an HTTPRoute to a Service without a port', {
    backendRefs: [{ name: 'a' }],
  }),
  routeWith('creates an HTTPRoute to a port that is none', {
    backendRefs: [{ name: 'a', port: 99999 }],
  }),
  routeWith('creates an HTTPRoute with a path of an unknown type', {
    matches: [{ path: { type: 'Foo', value: 'x' } }],
  }),
  routeWith('creates an HTTPRoute with a path that is none', {
    matches: [{ path: { type: 'PathPrefix', value: '/a//b' } }],
  }),
  routeWith('creates an HTTPRoute with a filter without its settings', {
    filters: [{ type: 'RequestRedirect' }],
  }),
  routeWith('creates an HTTPRoute with two filters at odds', {
    filters: [
      { type: 'RequestRedirect', requestRedirect: { statusCode: 305 } },
      { type: 'URLRewrite', urlRewrite: {} },
    ],
  }),
  routeWith('creates an HTTPRoute that waits longer for less', {
    timeouts: { request: '1s', backendRequest: '5s' },
  }),
  {
    does: 'creates a Kustomization, whose status has a default',
    ...create(
      '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/default/kustomizations',
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'idle' },
        spec: {
          suspend: true,
          interval: '1m',
          prune: true,
          sourceRef: { kind: 'GitRepository', name: 'none' },
        },
      },
    ),
  },
];
