import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { Fields, fields, items, selectorOf, text, texts } from '../fields';
import { selects } from '../labelSelector';

const ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };

/** How many routes attach to one listener of a Gateway. */
export function attachedRoutes(
  client: Client,
  gateway: KubernetesObject,
  listener: Fields,
): number {
  return client
    .list(ROUTE)
    .filter(route =>
      items(fields(route.spec).parentRefs).some(
        parent =>
          pointsAt(parent, route, gateway) &&
          (!parent.sectionName || parent.sectionName === listener.name) &&
          allows(client, gateway, listener, route) &&
          sharesHostname(listener, route),
      ),
    ).length;
}

/** Whether a parentRef of a route means this Gateway. */
export function pointsAt(
  parent: Fields,
  route: KubernetesObject,
  gateway: KubernetesObject,
): boolean {
  const namespace = text(parent.namespace) || route.metadata.namespace;
  return (
    parent.name === gateway.metadata.name &&
    namespace === gateway.metadata.namespace
  );
}

/** The Accepted condition of a route for one of its parents, in Cilium's order of checks and words. */
export function acceptance(
  client: Client,
  gateway: KubernetesObject,
  parent: Fields,
  route: KubernetesObject,
): Condition {
  const refused = (reason: string, message: string): Condition => ({
    type: 'Accepted',
    status: 'False',
    reason,
    message,
  });
  const listeners = items(fields(gateway.spec).listeners).filter(
    ({ name, port }) =>
      (!parent.sectionName || parent.sectionName === name) &&
      (!parent.port || parent.port === port),
  );
  if (listeners.length === 0) {
    const sought = parent.sectionName
      ? `sectionName ${parent.sectionName}`
      : `port ${parent.port}`;
    return refused('NoMatchingParent', `No matching listener with ${sought}`);
  }
  const allowing = listeners.filter(listener =>
    allows(client, gateway, listener, route),
  );
  if (allowing.length === 0) {
    return refused(
      'NotAllowedByListeners',
      'HTTPRoute is not allowed to attach to this Gateway due to namespace restrictions',
    );
  }
  return allowing.some(listener => sharesHostname(listener, route))
    ? {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'Accepted HTTPRoute',
      }
    : refused('NoMatchingListenerHostname', 'No matching listener hostname');
}

function allows(
  client: Client,
  gateway: KubernetesObject,
  listener: Fields,
  route: KubernetesObject,
): boolean {
  const namespaces = fields(fields(listener.allowedRoutes).namespaces);
  switch (namespaces.from ?? 'Same') {
    case 'All':
      return true;
    case 'Selector': {
      const namespace = client.get({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: route.metadata.namespace ?? '',
      });
      const selector = selectorOf(namespaces.selector);
      return !!selector && selects(selector, namespace?.metadata.labels);
    }
    default:
      return route.metadata.namespace === gateway.metadata.namespace;
  }
}

function sharesHostname(listener: Fields, route: KubernetesObject): boolean {
  const served = text(listener.hostname);
  const asked = texts(fields(route.spec).hostnames);
  return (
    !served ||
    asked.length === 0 ||
    asked.some(
      host => host === served || covers(served, host) || covers(host, served),
    )
  );
}

function covers(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}
