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

/** HTTPRoutes, which both clusters serve from the start: custom resources with rules as operators write them. */
export const ROUTES_REFUSED: RequestCase[] = [
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
];
