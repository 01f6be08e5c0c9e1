import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../client/client';
import { Backend } from './backend';

const RBAC = 'rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** User and group that may read everything but Secrets. */
export const PORTAL = 'mini-atlas-portal';

/** Writes what every cluster has from the start: namespaces and roles. */
export function seed(client: Client): void {
  const write = { fieldManager: 'kube-apiserver' };
  const objects = [
    ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(
      (name): KubernetesObject => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      }),
    ),
    ...roles(),
  ];
  objects.forEach(object => client.create(object, write));
}

function roles(): KubernetesObject[] {
  return [
    clusterRole('cluster-admin', [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ]),
    binding('cluster-admin', 'cluster-admin', 'Group', 'system:masters'),
    clusterRole('system:discovery', [
      {
        nonResourceURLs: [
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
          '/version/',
        ],
        verbs: ['get'],
      },
    ]),
    binding(
      'system:discovery',
      'system:discovery',
      'Group',
      'system:authenticated',
    ),
    clusterRole('system:basic-user', [
      {
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        verbs: ['create'],
      },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: ['selfsubjectreviews'],
        verbs: ['create'],
      },
    ]),
    binding(
      'system:basic-user',
      'system:basic-user',
      'Group',
      'system:authenticated',
    ),
    clusterRole('system:public-info-viewer', [
      {
        nonResourceURLs: [
          '/healthz',
          '/livez',
          '/readyz',
          '/version',
          '/version/',
        ],
        verbs: ['get'],
      },
    ]),
    binding(
      'system:public-info-viewer',
      'system:public-info-viewer',
      'Group',
      'system:unauthenticated',
    ),
    clusterRole('view', namespacedRules(READ, false)),
    clusterRole('edit', namespacedRules([...READ, ...WRITE], true)),
    clusterRole(PORTAL, []),
    binding(PORTAL, PORTAL, 'User', PORTAL, 'Group'),
  ];
}

function clusterRole(name: string, rules: JsonObject[]): KubernetesObject {
  return { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name }, rules };
}

function binding(
  name: string,
  role: string,
  kind: 'User' | 'Group',
  subject: string,
  alsoAs?: 'Group',
): KubernetesObject {
  const kinds = alsoAs ? [kind, alsoAs] : [kind];
  return {
    apiVersion: RBAC,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
    subjects: kinds.map(subjectKind => ({
      apiGroup: GROUP,
      kind: subjectKind,
      name: subject,
    })),
  };
}

/** What `view` and `edit` may: the usual namespaced resources; Secrets only to edit. */
function namespacedRules(verbs: string[], withSecrets: boolean): JsonObject[] {
  return [
    {
      apiGroups: [''],
      resources: [
        'configmaps',
        'endpoints',
        'events',
        'limitranges',
        'persistentvolumeclaims',
        'pods',
        'replicationcontrollers',
        'resourcequotas',
        'serviceaccounts',
        'services',
        ...(withSecrets ? ['secrets'] : []),
      ],
      verbs,
    },
    { apiGroups: [''], resources: ['namespaces'], verbs: READ },
    {
      apiGroups: [
        'apps',
        'autoscaling',
        'batch',
        'networking.k8s.io',
        'policy',
        'discovery.k8s.io',
      ],
      resources: ['*'],
      verbs,
    },
  ];
}

/**
 * Keeps the portal's role true: it may read all resources of all groups that are served,
 * custom ones included, and of the core group all but Secrets. RBAC cannot say "all but",
 * so the rules are written out again whenever types come or go. Who deletes the role means it: it stays away.
 * Returns the function that ends it.
 */
export function keepPortalRole(backend: Backend, client: Client): () => void {
  const role = { apiVersion: RBAC, kind: 'ClusterRole', name: PORTAL };
  const update = () => {
    if (!client.get(role)) return;
    client.patch(
      role,
      { rules: portalRules(backend) },
      { fieldManager: 'kube-apiserver' },
    );
  };
  update();
  return backend.types.onChange(update);
}

function portalRules({ types }: Backend): JsonObject[] {
  const groups = [...types.groups().keys()].filter(group => group !== '');
  const core = types
    .all()
    .filter(type => type.group === '' && type.plural !== 'secrets')
    .map(type => type.plural);
  return [
    { apiGroups: [''], resources: core, verbs: READ },
    { apiGroups: groups.sort(), resources: ['*'], verbs: READ },
  ];
}
