import { KubernetesObject } from '@mini-atlas/kro';
import { stampConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields, items, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';
import { attachedRoutes } from './routeAttachment';

const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' };
const CLASS = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
};
const ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const MANAGER = 'cilium-operator';
/** The name under which Cilium's Gateway API controller signs status. */
export const GATEWAY_CONTROLLER = 'io.cilium/gateway-controller';
/** The address that the imitated load balancer gives every Gateway. */
const ADDRESS = '172.18.255.200';

/**
 * Imitates Cilium 1.20 as a Gateway API 1.6 implementation: its GatewayClasses are Accepted, its Gateways
 * Accepted and Programmed with an address and the status of each listener.
 * Leaves out: the load balancer's Service, TLS certificates, listeners of other kinds than HTTP and HTTPS.
 */
export function startGateways(context: ControllerContext): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  const stopClasses = runController(context, {
    name: 'gatewayclass-controller',
    type: CLASS,
    reconcile: ({ name }) => {
      const gatewayClass = client.get({ ...CLASS, name });
      if (gatewayClass && isOurs(gatewayClass))
        acceptClass(context, gatewayClass);
    },
  });
  const stopGateways = runController(context, {
    name: 'gateway-controller',
    type: GATEWAY,
    watches: [
      {
        type: ROUTE,
        keysOf: ({ spec, metadata }) =>
          items(fields(spec).parentRefs).map(parent => ({
            namespace: text(parent.namespace) || metadata.namespace,
            name: text(parent.name),
          })),
      },
    ],
    reconcile: key => {
      const gateway = client.get({ ...GATEWAY, ...key });
      if (!gateway || gateway.metadata.deletionTimestamp) return {};
      const className = text(fields(gateway.spec).gatewayClassName);
      const gatewayClass = client.get({ ...CLASS, name: className });
      if (!gatewayClass || !isOurs(gatewayClass)) return {};
      const wait = seen.remaining(gateway, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      writeStatus(client, gateway, gatewayStatus(context, gateway), MANAGER);
      return {};
    },
  });
  return () => {
    stopClasses();
    stopGateways();
  };
}

function isOurs(gatewayClass: KubernetesObject): boolean {
  return fields(gatewayClass.spec).controllerName === GATEWAY_CONTROLLER;
}

function acceptClass(
  { client }: ControllerContext,
  gatewayClass: KubernetesObject,
): void {
  const status = fields(gatewayClass.status);
  writeStatus(
    client,
    gatewayClass,
    {
      ...status,
      conditions: conditions(gatewayClass, status.conditions, [
        ['Accepted', 'Accepted', 'Valid GatewayClass'],
      ]),
    },
    MANAGER,
  );
}

function gatewayStatus(
  { client }: ControllerContext,
  gateway: KubernetesObject,
) {
  const status = fields(gateway.status);
  const before = items(status.listeners);
  return {
    addresses: [{ type: 'IPAddress', value: ADDRESS }],
    conditions: conditions(gateway, status.conditions, [
      ['Accepted', 'Accepted', 'Gateway successfully scheduled'],
      ['Programmed', 'Programmed', 'Gateway successfully reconciled'],
    ]),
    listeners: items(fields(gateway.spec).listeners).map(listener => ({
      name: listener.name,
      attachedRoutes: attachedRoutes(client, gateway, listener),
      supportedKinds: [
        { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
      ],
      conditions: conditions(
        gateway,
        before.find(({ name }) => name === listener.name)?.conditions,
        [
          ['Programmed', 'Programmed', 'Listener Programmed'],
          ['Accepted', 'Accepted', 'Listener Accepted'],
          ['ResolvedRefs', 'ResolvedRefs', 'Resolved Refs'],
        ],
      ),
    })),
  };
}

function conditions(
  object: KubernetesObject,
  previous: unknown,
  wanted: [type: string, reason: string, message: string][],
) {
  return stampConditions(
    wanted.map(([type, reason, message]) => ({
      type,
      status: 'True',
      reason,
      message,
      observedGeneration: object.metadata.generation,
    })),
    previous,
  );
}
