import {
  CORE,
  create,
  map,
  MAPS,
  MERGE,
  patch,
  RBAC,
  RequestCase,
} from './request';

const QUOTAS = `${CORE}/resourcequotas`;
const LIMITS = `${CORE}/limitranges`;

const core = (kind: string, more: object, name = 'bad') => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...more,
});
const rbac = (kind: string, more: object, name = 'bad') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name },
  ...more,
});

/** Configuration, limits, namespaces, roles. */
export const CONFIGURATION: RequestCase[] = [
  {
    does: 'creates a quantity that is none',
    method: 'POST',
    path: `${CORE}/resourcequotas`,
    body: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'bad' },
      spec: { hard: { pods: 'many' } },
    },
  },
  {
    does: 'creates a quantity with a strange suffix',
    ...create(
      QUOTAS,
      core('ResourceQuota', { spec: { hard: { cpu: '1mi' } } }),
    ),
  },
  {
    does: 'creates a ResourceQuota with faults',
    ...create(
      QUOTAS,
      core('ResourceQuota', {
        spec: {
          hard: { strange: '-1' },
          scopes: ['Strange', 'BestEffort', 'NotBestEffort'],
        },
      }),
    ),
  },
  {
    does: 'creates a LimitRange with faults',
    ...create(
      LIMITS,
      core('LimitRange', {
        spec: {
          limits: [
            {
              type: 'Container',
              max: { cpu: '1' },
              min: { cpu: '2' },
              default: { cpu: '3' },
              defaultRequest: { cpu: '4' },
              maxLimitRequestRatio: { cpu: '0.5' },
            },
            { type: 'Pod', default: { cpu: '1' } },
            { type: 'Container', max: { 'a b': '1' } },
            { type: '' },
          ],
        },
      }),
    ),
  },
  {
    does: 'creates a ConfigMap with bad keys',
    ...create(
      MAPS,
      map('keys', {
        data: { 'a b': '1' },
        binaryData: { '..': 'YQ==' },
      }),
    ),
  },
  {
    does: 'creates a ConfigMap with a key twice',
    ...create(
      MAPS,
      map('twofold', { data: { same: '1' }, binaryData: { same: 'YQ==' } }),
    ),
  },
  {
    does: 'creates a ResourceQuota of half a pod',
    ...create(
      QUOTAS,
      core('ResourceQuota', { spec: { hard: { pods: '1.5' } } }),
    ),
  },
  {
    does: 'creates a ConfigMap with bytes that are none',
    ...create(MAPS, map('bytes', { binaryData: { a: '!' } })),
  },
  {
    does: 'creates a ConfigMap that is too large',
    ...create(MAPS, map('large', { data: { a: 'x'.repeat(1048577) } })),
  },
  {
    does: 'creates a Secret with bytes that are none',
    ...create(`${CORE}/secrets`, core('Secret', { data: { a: 'YWJjZA' } })),
  },
  {
    does: 'creates a Secret with a bad key',
    ...create(
      `${CORE}/secrets`,
      core('Secret', { stringData: { 'a b': '1' } }),
    ),
  },
  {
    does: 'creates a Secret of a type without what it needs',
    ...create(
      `${CORE}/secrets`,
      core('Secret', { type: 'kubernetes.io/tls', data: {} }),
    ),
  },
  {
    does: 'creates a Secret for a registry that is none',
    ...create(
      `${CORE}/secrets`,
      core('Secret', {
        type: 'kubernetes.io/dockerconfigjson',
        data: { '.dockerconfigjson': 'YQ==' },
      }),
    ),
  },
  {
    does: 'creates a Secret for basic authentication without a user',
    ...create(
      `${CORE}/secrets`,
      core('Secret', { type: 'kubernetes.io/basic-auth' }),
    ),
  },
  {
    does: 'changes the type of a Secret',
    before: [create(`${CORE}/secrets`, core('Secret', {}, 'typed'))],
    ...patch(`${CORE}/secrets/typed`, MERGE, { type: 'other' }),
  },
  {
    does: 'creates a Namespace with a bad name',
    ...create('/api/v1/namespaces', core('Namespace', {}, 'bad.name')),
  },
  {
    does: 'creates a Namespace with a bad finalizer',
    ...create(
      '/api/v1/namespaces',
      core(
        'Namespace',
        { spec: { finalizers: ['a b', 'short'] } },
        'finalized',
      ),
    ),
  },
  {
    does: 'creates a Namespace in a namespace',
    ...create('/api/v1/namespaces', {
      ...core('Namespace', {}),
      metadata: { name: 'inner', namespace: 'default' },
    }),
  },
  {
    does: 'creates a ServiceAccount with a bad name',
    ...create(
      `${CORE}/serviceaccounts`,
      core('ServiceAccount', {}, 'Bad_Name'),
    ),
  },
  {
    does: 'creates a PersistentVolumeClaim with faults',
    ...create(
      `${CORE}/persistentvolumeclaims`,
      core('PersistentVolumeClaim', {
        spec: { accessModes: ['Strange'], resources: { requests: {} } },
      }),
    ),
  },
  {
    does: 'creates a PersistentVolumeClaim without anything',
    ...create(
      `${CORE}/persistentvolumeclaims`,
      core('PersistentVolumeClaim', {}),
    ),
  },
  {
    does: 'creates a role that points to a name and all',
    method: 'POST',
    path: '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings',
    body: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'bad' },
      roleRef: { kind: 'Strange', name: '', apiGroup: 'x' },
      subjects: [{ kind: 'User' }],
    },
  },
  {
    does: 'creates a Role with faults',
    ...create(
      `${RBAC}/roles`,
      rbac('Role', {
        rules: [
          {},
          { verbs: ['get'] },
          { verbs: ['get'], apiGroups: [''] },
          { verbs: ['get'], nonResourceURLs: ['/x'] },
        ],
      }),
    ),
  },
  {
    does: 'creates a ClusterRole with faults',
    ...create(
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      rbac('ClusterRole', {
        rules: [
          {
            verbs: ['get'],
            apiGroups: [''],
            resources: ['pods'],
            nonResourceURLs: ['/x'],
          },
        ],
        aggregationRule: { clusterRoleSelectors: [] },
      }),
    ),
  },
  {
    does: 'creates a RoleBinding with strange subjects',
    ...create(
      `${RBAC}/rolebindings`,
      rbac('RoleBinding', {
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: 'x',
        },
        subjects: [
          { kind: 'Strange', name: 'a' },
          { kind: 'ServiceAccount', name: 'Bad_Name' },
          { kind: 'ServiceAccount', name: 'a', apiGroup: 'x' },
          { kind: 'User', name: 'a', apiGroup: 'x' },
          { kind: 'Group', name: '' },
        ],
      }),
    ),
  },
  {
    does: 'creates a ClusterRoleBinding to a Role',
    ...create(
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      rbac('ClusterRoleBinding', {
        roleRef: { kind: 'Role', name: 'x' },
        subjects: [{ kind: 'ServiceAccount', name: 'a' }],
      }),
    ),
  },
  {
    does: 'changes the role of a RoleBinding',
    before: [
      create(
        `${RBAC}/rolebindings`,
        rbac(
          'RoleBinding',
          { roleRef: { kind: 'ClusterRole', name: 'view' } },
          'bound',
        ),
      ),
    ],
    ...patch(`${RBAC}/rolebindings/bound`, MERGE, {
      roleRef: { name: 'edit' },
    }),
  },
  {
    does: 'creates a PriorityClass with faults',
    ...create('/apis/scheduling.k8s.io/v1/priorityclasses', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'system-bad' },
      value: 2000000000,
      preemptionPolicy: 'Strange',
    }),
  },
  {
    does: 'creates a StorageClass without a provisioner',
    ...create('/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'bad' },
    }),
  },
];
