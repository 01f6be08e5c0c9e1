import {
  startTestCluster,
  TestCluster,
} from '../../controllers/__fixtures__/cluster';
import { JsonObject } from '@mini-atlas/kro';
import { objectsAt, stringAt, valueAt } from '../../builtin/fields';

const POD = { apiVersion: 'v1', kind: 'Pod' };

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster(['workloads']);
});
afterAll(() => cluster.stop());

/** A namespace in which pods can be made at once, without waiting for the controller that makes its account. */
function namespaceFor(name: string): void {
  cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  cluster.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: name },
  });
}

function namespaceWithQuota(name: string, hard: Record<string, string>): void {
  const metadata = { name: 'workspace', namespace: name };
  namespaceFor(name);
  cluster.apply({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata,
    spec: { hard },
  });
  cluster.apply({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata,
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: '50m', memory: '64Mi' },
          default: { memory: '256Mi' },
        },
      ],
    },
  });
}

const pod = (namespace: string, name: string) => ({
  ...POD,
  metadata: { name, namespace },
  spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] },
});

it('gives containers the requests and limits of the LimitRange', () => {
  namespaceWithQuota('limited', { pods: '5' });
  const made = cluster.apply(pod('limited', 'plain'));
  expect(
    valueAt(objectsAt(made, 'spec', 'containers')[0], 'resources'),
  ).toEqual({
    requests: { cpu: '50m', memory: '64Mi' },
    limits: { memory: '256Mi' },
  });
  expect(made.metadata.annotations).toEqual({
    'kubernetes.io/limit-ranger':
      'LimitRanger plugin set: cpu, memory request for container app; memory limit for container app',
  });
});

function limited(name: string, limits: JsonObject[]): void {
  namespaceFor(name);
  cluster.apply({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'bounds', namespace: name },
    spec: { limits },
  });
}

it.each([
  [
    'below-minimum',
    { type: 'Container', min: { cpu: '100m' } },
    { requests: { cpu: '50m' } },
    'minimum cpu usage per Container is 100m, but request is 50m',
  ],
  [
    'above-maximum',
    { type: 'Container', max: { memory: '1Gi' } },
    { limits: { memory: '2Gi' } },
    'maximum memory usage per Container is 1Gi, but limit is 2Gi',
  ],
  [
    'without-limit',
    { type: 'Pod', max: { cpu: '1' } },
    { requests: { cpu: '50m' } },
    'maximum cpu usage per Pod is 1.  No limit is specified',
  ],
  [
    'above-ratio',
    { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
    { requests: { cpu: '100m' }, limits: { cpu: '400m' } },
    'cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000',
  ],
])('refuses a pod %s of the LimitRange', (name, limit, resources, why) => {
  limited(name, [limit]);
  const { metadata, ...rest } = pod(name, 'p');
  expect(() =>
    cluster.apply({
      ...rest,
      metadata,
      spec: { containers: [{ name: 'app', image: 'nginx:1.27', resources }] },
    }),
  ).toThrow(
    expect.objectContaining({ message: `pods "p" is forbidden: ${why}` }),
  );
});

it('refuses a pod of a service account that is not there', () => {
  namespaceFor('accountless');
  const { spec, ...rest } = pod('accountless', 'p');
  expect(() =>
    cluster.apply({ ...rest, spec: { ...spec, serviceAccountName: 'robot' } }),
  ).toThrow(
    expect.objectContaining({
      message:
        'pods "p" is forbidden: error looking up service account accountless/robot: serviceaccount "robot" not found',
    }),
  );
});

it('refuses what the quota does not leave, with 403', () => {
  namespaceWithQuota('full', { pods: '1' });
  cluster.apply(pod('full', 'first'));
  expect(() => cluster.apply(pod('full', 'second'))).toThrow(
    expect.objectContaining({
      message:
        'pods "second" is forbidden: exceeded quota: workspace, requested: pods=1, used: pods=1, limited: pods=1',
      status: expect.objectContaining({ code: 403, reason: 'Forbidden' }),
    }),
  );
});

it('refuses a change that the quota does not leave', () => {
  namespaceWithQuota('growing', { 'services.loadbalancers': '0' });
  const service = (type: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'growing' },
    spec: { type, ports: [{ port: 80 }] },
  });
  cluster.apply(service('ClusterIP'));
  expect(() => cluster.apply(service('LoadBalancer'))).toThrow(
    expect.objectContaining({
      message:
        'services "web" is forbidden: exceeded quota: workspace, requested: services.loadbalancers=1, used: services.loadbalancers=0, limited: services.loadbalancers=0',
    }),
  );
});

it('lets a ReplicaSet say why it cannot create its pods', async () => {
  namespaceWithQuota('crowded', { 'requests.memory': '100Mi' });
  cluster.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'crowded' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] },
      },
    },
  });
  const event = await cluster.eventually(() =>
    cluster.client
      .list({ apiVersion: 'v1', kind: 'Event' }, { namespace: 'crowded' })
      .find(({ reason }) => reason === 'FailedCreate'),
  );
  expect(stringAt(event, 'message')).toMatch(
    /^Error creating: pods "web-\w+-\w{5}" is forbidden: exceeded quota: workspace, requested: requests.memory=64Mi, used: requests.memory=64Mi, limited: requests.memory=100Mi$/,
  );
});
