/** A request as it goes over the wire. */
export interface WireRequest {
  method: string;
  path: string;
  /** Default: JSON. */
  type?: string;
  /** An object, or the text itself. */
  body?: unknown;
  /** Default: the administrator. */
  as?: 'portal';
  /** Wait until GET of the path answers with this status. */
  until?: number;
}

/** A request whose answer is recorded. */
export interface RequestCase extends WireRequest {
  does: string;
  /** What goes before it; the answers are not looked at. */
  before?: WireRequest[];
}

export const CORE = '/api/v1/namespaces/default';
export const MAPS = `${CORE}/configmaps`;
export const POLICIES =
  '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies';
export const APPS = '/apis/apps/v1/namespaces/default';
export const DEPLOYMENTS = `${APPS}/deployments`;
export const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';

export const APPLY = 'application/apply-patch+yaml';
export const MERGE = 'application/merge-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';
export const YAML = 'application/yaml';

/** A ConfigMap. */
export const map = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...more,
});

/** The request that makes a ConfigMap of that name. */
export const made = (name: string): WireRequest => ({
  method: 'POST',
  path: MAPS,
  body: map(name, { data: { a: '1' } }),
});

/** The request that creates an object. */
export const create = (path: string, body: unknown): WireRequest => ({
  method: 'POST',
  path,
  body,
});

/** The request that patches an object. */
export const patch = (
  path: string,
  type: string,
  body: unknown,
): WireRequest => ({ method: 'PATCH', path, type, body });
