import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../client/client';

const RBAC = 'rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

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
    binding('cluster-admin', 'cluster-admin', 'system:masters'),
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
    binding('system:discovery', 'system:discovery', 'system:authenticated'),
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
    binding('system:basic-user', 'system:basic-user', 'system:authenticated'),
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
      'system:unauthenticated',
    ),
    clusterRole('view', namespacedRules(READ, false)),
    clusterRole('edit', namespacedRules([...READ, ...WRITE], true)),
  ];
}

function clusterRole(name: string, rules: JsonObject[]): KubernetesObject {
  return { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name }, rules };
}

function binding(name: string, role: string, group: string): KubernetesObject {
  return {
    apiVersion: RBAC,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: GROUP, kind: 'Group', name: group }],
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
