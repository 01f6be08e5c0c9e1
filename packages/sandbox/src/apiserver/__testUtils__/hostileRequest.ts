import * as fc from 'fast-check';

/** A request as it goes onto the wire. */
export interface HostileRequest {
  method: string;
  path: string;
  contentType?: string;
  accept?: string;
  body?: string;
}

const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
);

/** Pieces of paths: those the server knows, so that some get far, among those nobody would send. */
const segment = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'api',
      'apis',
      'v1',
      'apps',
      'namespaces',
      'default',
      'pods',
      'configmaps',
      'deployments',
      'crontabs',
      'stable.example.com',
      'status',
      'scale',
      'log',
      'a',
      'openapi',
      'v3',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '..',
      '.',
      '',
      '%2e%2e',
      '%2F',
      '%00',
      '%',
      '%zz',
      '__proto__',
      'constructor',
      'toString',
      '*',
      '%F0%28%8C%28',
      'x'.repeat(2000),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 12 })
      .map(encodeURIComponent),
  },
);

const collection = fc.constantFrom(
  '/api/v1/namespaces',
  '/api/v1/namespaces/default/configmaps',
  '/api/v1/namespaces/default/pods',
  '/api/v1/namespaces/default/services',
  '/api/v1/namespaces/default/secrets',
  '/apis/apps/v1/namespaces/default/deployments',
  '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  '/apis/stable.example.com/v1/namespaces/default/crontabs',
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
);

const path = fc.oneof(
  fc.array(segment, { maxLength: 9 }).map(parts => `/${parts.join('/')}`),
  collection,
  fc
    .tuple(collection, fc.constantFrom('a', 'b', 'default', 'none', 'A_%20'))
    .map(parts => parts.join('/')),
  fc
    .tuple(collection, fc.constantFrom('a', 'b'), segment)
    .map(parts => parts.join('/')),
);

const parameter = fc.tuple(
  fc.constantFrom(
    'labelSelector',
    'fieldSelector',
    'limit',
    'continue',
    'resourceVersion',
    'resourceVersionMatch',
    'sendInitialEvents',
    'allowWatchBookmarks',
    'timeoutSeconds',
    'dryRun',
    'fieldManager',
    'fieldValidation',
    'force',
    'propagationPolicy',
    'gracePeriodSeconds',
    'orphanDependents',
    'watch',
    '__proto__',
  ),
  fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '-1',
      '1',
      'true',
      'All',
      'Strict',
      'Exact',
      'NotOlderThan',
      'a=b',
      'a in (b,',
      '!a',
      'a notin ()',
      'metadata.name=a',
      'spec.x=1',
      '=',
      ',,,',
      '99999999999999999999999',
      'eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ',
      'Orphan',
      'x'.repeat(3000),
    ),
    fc.string({ maxLength: 20 }),
  ),
);

const query = fc
  .array(parameter, { maxLength: 4 })
  .map(parameters => new URLSearchParams(parameters).toString());

const contentType = fc.constantFrom(
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'application/yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'application/vnd.kubernetes.protobuf',
  'application/cbor',
  'text/html',
  ';;;',
);

const accept = fc.constantFrom(
  undefined,
  'application/json',
  '*/*',
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf',
  'text/html,q=0.9',
  ';',
);

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    'a',
    'default',
    '100m',
    '2026-01-01T00:00:00Z',
    '../../etc',
    'a\nb',
  ),
  fc.string({ maxLength: 12 }),
  fc.integer(),
);

const key = fc.constantFrom(
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'managedFields',
  'resourceVersion',
  'uid',
  'generateName',
  'deletionTimestamp',
  'spec',
  'status',
  'data',
  'template',
  'containers',
  'selector',
  'ports',
  'replicas',
  'rules',
  'versions',
  'schema',
  '$patch',
  '$setElementOrder/containers',
  '$deleteFromPrimitiveList/finalizers',
  'cronSpec',
  '__proto__',
  'constructor',
);

const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
  ),
}));

/** Objects that begin as a real one does, so that validation, defaults and field ownership meet the rest. */
const likely = fc
  .record({
    type: fc.constantFrom<[string, string]>(
      ['v1', 'ConfigMap'],
      ['v1', 'Pod'],
      ['v1', 'Service'],
      ['v1', 'Namespace'],
      ['v1', 'Secret'],
      ['apps/v1', 'Deployment'],
      ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
      ['stable.example.com/v1', 'CronTab'],
      ['meta.k8s.io/v1', 'DeleteOptions'],
    ),
    name: fc.constantFrom('a', 'b', 'A', '', 'a.b'),
    metadata: fc.dictionary(key, tree, { maxKeys: 3 }),
    rest: fc.dictionary(key, tree, { maxKeys: 4 }),
  })
  .map(({ type: [apiVersion, kind], name, metadata, rest }) => ({
    ...rest,
    apiVersion,
    kind,
    metadata: { ...metadata, name },
  }));

const jsonPatch = fc.array(
  fc.record(
    {
      op: fc.constantFrom(
        'add',
        'remove',
        'replace',
        'move',
        'copy',
        'test',
        'x',
      ),
      path: fc.constantFrom(
        '',
        '/',
        '/data/a',
        '/metadata/labels',
        '/metadata/labels/a',
        '/metadata/finalizers/-',
        '/metadata/finalizers/99',
        '/spec/replicas',
        '/__proto__/x',
        'data',
        '/~2',
      ),
      from: fc.constantFrom('/data', '/metadata/name', '/', 'x'),
      value: tree,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 4 },
);

const body = fc.oneof(
  { weight: 5, arbitrary: likely.map(object => JSON.stringify(object)) },
  { weight: 3, arbitrary: tree.map(value => JSON.stringify(value)) },
  { weight: 2, arbitrary: jsonPatch.map(patch => JSON.stringify(patch)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(likely, fc.nat(200), fc.string({ maxLength: 3 }))
      .map(([object, at, noise]) => {
        const text = JSON.stringify(object);
        return text.slice(0, at) + noise + text.slice(at + noise.length);
      }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'null',
      '[]',
      '"x"',
      'a: &a [*a]',
      'a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]',
      '['.repeat(5000),
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      '{"metadata":'.repeat(3000),
      'k8s\u0000\u0001\u0002',
      '--- 1\n--- 2',
      '!!js/function x',
    ),
  },
);

/** Requests from harmless to hostile: paths, queries, media types and bodies, in any combination. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({ method, path, query, contentType, accept, body })
  .map(({ path: where, query: search, body: content, ...rest }) => ({
    ...rest,
    path: search ? `${where}?${search}` : where,
    ...(['GET', 'HEAD', 'OPTIONS'].includes(rest.method)
      ? {}
      : { body: content }),
  }));
