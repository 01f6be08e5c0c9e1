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
}

const CORE = '/api/v1/namespaces/default';
const MAPS = `${CORE}/configmaps`;
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const APPLY = 'application/apply-patch+yaml';
const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';

const map = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...more,
});
const made = (name: string): WireRequest => ({
  method: 'POST',
  path: MAPS,
  body: map(name, { data: { a: '1' } }),
});

/** What a client may get wrong, and what the API server says to it. */
export const REQUESTS: (WireRequest & {
  does: string;
  before?: WireRequest[];
})[] = [
  { does: 'reads what is not there', method: 'GET', path: `${MAPS}/none` },
  {
    does: 'reads a resource that does not exist',
    method: 'GET',
    path: `${CORE}/nothings`,
  },
  {
    does: 'reads a group that does not exist',
    method: 'GET',
    path: '/apis/none.example.dev/v1/things',
  },
  {
    does: 'reads a version that does not exist',
    method: 'GET',
    path: '/apis/apps/v9/deployments',
  },
  {
    does: 'creates without a name',
    method: 'POST',
    path: MAPS,
    body: { apiVersion: 'v1', kind: 'ConfigMap' },
  },
  {
    does: 'creates with a bad name',
    method: 'POST',
    path: MAPS,
    body: map('Not_Valid'),
  },
  {
    does: 'creates another kind than the address says',
    method: 'POST',
    path: MAPS,
    body: { ...map('other'), kind: 'Secret' },
  },
  {
    does: 'creates in another namespace than the address says',
    method: 'POST',
    path: MAPS,
    body: map('other', { metadata: { name: 'other', namespace: 'elsewhere' } }),
  },
  {
    does: 'creates in a namespace that does not exist',
    method: 'POST',
    path: '/api/v1/namespaces/nowhere/configmaps',
    body: map('one'),
  },
  {
    does: 'creates what is there',
    before: [made('twice')],
    ...made('twice'),
  },
  {
    does: 'creates with a resource version',
    method: 'POST',
    path: MAPS,
    body: map('versioned', {
      metadata: { name: 'versioned', resourceVersion: '1' },
    }),
  },
  {
    does: 'creates with broken JSON',
    method: 'POST',
    path: MAPS,
    body: '{"apiVersion":"v1",',
  },
  {
    does: 'creates without a body',
    method: 'POST',
    path: MAPS,
    body: '',
  },
  {
    does: 'creates with an unknown field',
    method: 'POST',
    path: `${MAPS}?fieldValidation=Strict`,
    body: map('strict', { daat: {} }),
  },
  {
    does: 'creates with a field twice',
    method: 'POST',
    path: `${MAPS}?fieldValidation=Strict`,
    body: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"double","name":"double"}}',
  },
  {
    does: 'creates with a bad label and a bad annotation',
    method: 'POST',
    path: MAPS,
    body: map('labelled', {
      metadata: {
        name: 'labelled',
        labels: { 'a b': 'c', ok: 'not ok!' },
        annotations: { 'x y': 'z' },
      },
    }),
  },
  {
    does: 'creates with a field of the wrong type',
    method: 'POST',
    path: MAPS,
    body: map('typed', { data: { a: 1 } }),
  },
  {
    does: 'creates a Deployment with many faults',
    method: 'POST',
    path: DEPLOYMENTS,
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'bad' },
      spec: {
        replicas: -1,
        selector: { matchLabels: { app: 'a' } },
        template: {
          metadata: { labels: { app: 'b' } },
          spec: {
            restartPolicy: 'Never',
            containers: [
              { name: 'Bad', image: '' },
              {
                name: 'ports',
                image: 'x',
                ports: [{ containerPort: 99999 }],
                resources: {
                  requests: { cpu: '2' },
                  limits: { cpu: '1' },
                },
              },
            ],
          },
        },
      },
    },
  },
  {
    does: 'creates a pod that mounts what it does not have',
    method: 'POST',
    path: `${CORE}/pods`,
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bad' },
      spec: {
        containers: [
          {
            name: 'a',
            image: 'x',
            volumeMounts: [{ name: 'none', mountPath: '/x' }],
            env: [{ name: '1 2', value: 'x' }],
          },
          { name: 'a', image: 'x' },
        ],
      },
    },
  },
  {
    does: 'creates a Service with faults',
    method: 'POST',
    path: `${CORE}/services`,
    body: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'bad' },
      spec: {
        type: 'Strange',
        ports: [{ port: 0 }, { port: 80, protocol: 'ICMP' }],
      },
    },
  },
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
    does: 'creates without being allowed to',
    as: 'portal',
    ...made('forbidden'),
  },
  {
    does: 'reads Secrets without being allowed to',
    as: 'portal',
    method: 'GET',
    path: `${CORE}/secrets/any`,
  },
  {
    does: 'replaces an old version',
    before: [made('old')],
    method: 'PUT',
    path: `${MAPS}/old`,
    body: map('old', { metadata: { name: 'old', resourceVersion: '1' } }),
  },
  {
    does: 'replaces under another name',
    before: [made('named')],
    method: 'PUT',
    path: `${MAPS}/named`,
    body: map('unnamed'),
  },
  {
    does: 'replaces what is not there',
    method: 'PUT',
    path: `${MAPS}/none`,
    body: map('none'),
  },
  {
    does: 'changes an immutable object',
    before: [
      {
        method: 'POST',
        path: MAPS,
        body: map('fixed', { immutable: true, data: { a: '1' } }),
      },
    ],
    method: 'PATCH',
    path: `${MAPS}/fixed`,
    type: MERGE,
    body: { data: { a: '2' }, immutable: false },
  },
  {
    does: 'patches the name away',
    before: [made('renamed')],
    method: 'PATCH',
    path: `${MAPS}/renamed`,
    type: MERGE,
    body: { metadata: { name: 'other' } },
  },
  {
    does: 'patches the uid',
    before: [made('identified')],
    method: 'PATCH',
    path: `${MAPS}/identified`,
    type: MERGE,
    body: { metadata: { uid: 'other' } },
  },
  {
    does: 'patches an old version',
    before: [made('stale')],
    method: 'PATCH',
    path: `${MAPS}/stale`,
    type: MERGE,
    body: { metadata: { resourceVersion: '1' }, data: { a: '2' } },
  },
  {
    does: 'patches with an unknown type',
    before: [made('strange')],
    method: 'PATCH',
    path: `${MAPS}/strange`,
    type: 'application/strange',
    body: {},
  },
  {
    does: 'patches with an operation that does not exist',
    before: [made('operated')],
    method: 'PATCH',
    path: `${MAPS}/operated`,
    type: JSON_PATCH,
    body: [{ op: 'explode', path: '/data' }],
  },
  {
    does: 'patches with something that is no list',
    before: [made('listed')],
    method: 'PATCH',
    path: `${MAPS}/listed`,
    type: JSON_PATCH,
    body: { op: 'add' },
  },
  {
    does: 'patches where nothing is',
    before: [made('empty')],
    method: 'PATCH',
    path: `${MAPS}/empty`,
    type: JSON_PATCH,
    body: [{ op: 'replace', path: '/data/none', value: 'x' }],
  },
  {
    does: 'patches with a test that fails',
    before: [made('tested')],
    method: 'PATCH',
    path: `${MAPS}/tested`,
    type: JSON_PATCH,
    body: [{ op: 'test', path: '/data/a', value: '2' }],
  },
  {
    does: 'applies without a field manager',
    method: 'PATCH',
    path: `${MAPS}/applied`,
    type: APPLY,
    body: map('applied'),
  },
  {
    does: 'applies another name than the address says',
    method: 'PATCH',
    path: `${MAPS}/applied?fieldManager=a`,
    type: APPLY,
    body: map('other'),
  },
  {
    does: 'applies what another manager owns',
    before: [
      {
        method: 'PATCH',
        path: `${MAPS}/owned?fieldManager=a`,
        type: APPLY,
        body: map('owned', { data: { x: '1', y: '1' } }),
      },
    ],
    method: 'PATCH',
    path: `${MAPS}/owned?fieldManager=b`,
    type: APPLY,
    body: map('owned', { data: { x: '2', y: '2' } }),
  },
  {
    does: 'applies something that is not YAML',
    method: 'PATCH',
    path: `${MAPS}/applied?fieldManager=a`,
    type: APPLY,
    body: 'a: [',
  },
  {
    does: 'deletes what is not there',
    method: 'DELETE',
    path: `${MAPS}/none`,
  },
  {
    does: 'deletes another object than it thinks',
    before: [made('precious')],
    method: 'DELETE',
    path: `${MAPS}/precious`,
    body: {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid: 'other' },
    },
  },
  {
    does: 'deletes with a strange propagation',
    before: [made('spread')],
    method: 'DELETE',
    path: `${MAPS}/spread?propagationPolicy=Strange`,
  },
  {
    does: 'deletes',
    before: [made('gone')],
    method: 'DELETE',
    path: `${MAPS}/gone`,
  },
  {
    does: 'deletes a namespace that must stay',
    method: 'DELETE',
    path: '/api/v1/namespaces/kube-system',
  },
  {
    does: 'lists with a bad label selector',
    method: 'GET',
    path: `${MAPS}?labelSelector=a%3D%3Db%3D%3Dc`,
  },
  {
    does: 'lists with a bad field selector',
    method: 'GET',
    path: `${CORE}/pods?fieldSelector=spec.nothing%3D1`,
  },
  {
    does: 'lists with a bad limit',
    method: 'GET',
    path: `${MAPS}?limit=many`,
  },
  {
    does: 'lists with a bad continue token',
    method: 'GET',
    path: `${MAPS}?limit=1&continue=strange`,
  },
  {
    does: 'lists with a bad resource version',
    method: 'GET',
    path: `${MAPS}?resourceVersion=strange`,
  },
  {
    does: 'lists with a match without a version',
    method: 'GET',
    path: `${MAPS}?resourceVersionMatch=Exact`,
  },
  {
    does: 'uses a method that there is not',
    method: 'POST',
    path: `${MAPS}/none`,
    body: {},
  },
  {
    does: 'scales what is not there',
    method: 'GET',
    path: `${DEPLOYMENTS}/none/scale`,
  },
  {
    does: 'reads a subresource that there is not',
    before: [made('plain')],
    method: 'GET',
    path: `${MAPS}/plain/status`,
  },
  {
    does: 'asks for a review without saying what',
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {},
    },
  },
  {
    does: 'defines a kind with faults',
    method: 'POST',
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    body: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'bads.example.dev' },
      spec: {
        group: 'example.dev',
        scope: 'Everywhere',
        names: { plural: 'bads', kind: 'bad' },
        versions: [
          { name: 'v1', served: true, storage: false },
          { name: 'one', served: true, storage: false },
        ],
      },
    },
  },
];
