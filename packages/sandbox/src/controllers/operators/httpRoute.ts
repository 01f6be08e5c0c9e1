import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { stampConditions } from '../conditions';
import { ControllerContext, Key, runController } from '../controller';
import { Fields, fields, items, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { GATEWAY_CONTROLLER } from './gateway';
import { acceptance, pointsAt } from './routeAttachment';

const ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' };
const SERVICE = { apiVersion: 'v1', kind: 'Service' };
const MANAGER = 'cilium-operator';

/**
 * Imitates Cilium 1.20 for HTTPRoutes: `status.parents` with Accepted (NoMatchingParent, NotAllowedByListeners,
 * NoMatchingListenerHostname, InvalidHTTPRoute where the Gateway does not exist) and ResolvedRefs (BackendNotFound).
 * Leaves out: ReferenceGrants (a backend in another namespace is always allowed), filters, routing itself.
 */
export function startHttpRoutes(context: ControllerContext): () => void {
  const { client } = context;
  const routes = (concerned: (route: KubernetesObject) => boolean): Key[] =>
    client.resolve(ROUTE)
      ? client
          .list(ROUTE)
          .filter(concerned)
          .map(({ metadata: { namespace, name = '' } }) => ({
            namespace,
            name,
          }))
      : [];
  return runController(context, {
    name: 'httproute-controller',
    type: ROUTE,
    watches: [
      {
        type: GATEWAY,
        keysOf: gateway =>
          routes(route =>
            parents(route).some(p => pointsAt(p, route, gateway)),
          ),
      },
      {
        type: SERVICE,
        keysOf: service =>
          routes(route =>
            backends(route).some(
              backend =>
                backend.name === service.metadata.name &&
                backend.namespace === service.metadata.namespace,
            ),
          ),
      },
    ],
    reconcile: key => {
      const route = client.get({ ...ROUTE, ...key });
      if (!route || route.metadata.deletionTimestamp) return;
      writeStatus(client, route, routeStatus(context, route), MANAGER);
    },
  });
}

function routeStatus(context: ControllerContext, route: KubernetesObject) {
  const before = items(fields(route.status).parents);
  return {
    parents: parents(route).map((parent, index) => ({
      parentRef: parent,
      controllerName: GATEWAY_CONTROLLER,
      conditions: stampConditions(
        [
          parentCondition(context, route, parent),
          resolvedRefs(context, route),
        ].map(condition => ({
          ...condition,
          observedGeneration: route.metadata.generation,
        })),
        before[index]?.conditions,
      ),
    })),
  };
}

function parentCondition(
  { client }: ControllerContext,
  route: KubernetesObject,
  parent: Fields,
): Condition {
  const name = text(parent.name);
  const namespace = text(parent.namespace) || route.metadata.namespace;
  const gateway = client.get({ ...GATEWAY, namespace, name });
  return gateway
    ? acceptance(client, gateway, parent, route)
    : {
        type: 'Accepted',
        status: 'False',
        reason: 'InvalidHTTPRoute',
        message: `gateways.gateway.networking.k8s.io "${name}" not found`,
      };
}

function resolvedRefs(
  { client }: ControllerContext,
  route: KubernetesObject,
): Condition {
  const missing = backends(route).find(
    ({ namespace, name }) => !client.get({ ...SERVICE, namespace, name }),
  );
  return missing
    ? {
        type: 'ResolvedRefs',
        status: 'False',
        reason: 'BackendNotFound',
        message: `services "${missing.name}" not found`,
      }
    : {
        type: 'ResolvedRefs',
        status: 'True',
        reason: 'ResolvedRefs',
        message: 'Service reference is valid',
      };
}

function parents(route: KubernetesObject): Fields[] {
  return items(fields(route.spec).parentRefs);
}

function backends(
  route: KubernetesObject,
): { namespace?: string; name: string }[] {
  return items(fields(route.spec).rules)
    .flatMap(rule => items(rule.backendRefs))
    .filter(({ kind }) => (kind ?? 'Service') === 'Service')
    .map(backend => ({
      namespace: text(backend.namespace) || route.metadata.namespace,
      name: text(backend.name),
    }));
}
