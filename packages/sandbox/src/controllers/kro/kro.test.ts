import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '@mini-atlas/kro';
import { parse } from 'yaml';
import { startTestCluster, TestCluster } from '../__fixtures__/cluster';
import { Fields, fields, items } from '../fields';

const RGD = { apiVersion: 'kro.run/v1alpha1', kind: 'ResourceGraphDefinition' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const ATLAS = 'mini-atlas.dev/v1alpha1';
const PLATFORM = ['workspace', 'webapplication', 'infrastructure', 'topic'];

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster(['workloads', 'kro', 'operators']);
  PLATFORM.forEach(name => cluster.apply(platform(name)));
  await cluster.eventually(() =>
    PLATFORM.every(name => rgdStatus(name).state === 'Active'),
  );
  instance('Workspace', 'team-a', undefined, { team: 'a', editors: ['devs'] });
  // The state comes first: KRO looks once more at what it has just made.
  await cluster.eventually(() =>
    items(statusOf('Workspace', 'team-a').conditions).some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    ),
  );
}, 30_000);
afterAll(() => cluster.stop());

function platform(name: string): KubernetesObject {
  const file = join(__dirname, '..', '__fixtures__', 'rgd', `${name}.yaml`);
  return parse(readFileSync(file, 'utf8'), { version: '1.1' });
}

function rgdStatus(name: string): Fields {
  return fields(cluster.client.get({ ...RGD, name })?.status);
}

function instance(
  kind: string,
  name: string,
  namespace: string | undefined,
  spec: Record<string, unknown>,
): KubernetesObject {
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  return cluster.apply({ apiVersion: ATLAS, kind, metadata, spec });
}

function find(
  kind: string,
  name: string,
  namespace?: string,
  apiVersion = ATLAS,
) {
  return cluster.client.get({ apiVersion, kind, name, namespace });
}

function statusOf(kind: string, name: string, namespace?: string): Fields {
  return fields(find(kind, name, namespace)?.status);
}

const ready = (kind: string, name: string, namespace: string) =>
  cluster.settles(() =>
    expect(statusOf(kind, name, namespace)).toMatchObject({ state: 'ACTIVE' }),
  );

describe('a ResourceGraphDefinition', () => {
  it('becomes active, as KRO tells it', () => {
    const rgd = cluster.client.get({ ...RGD, name: 'webapplication' });
    expect(rgd?.metadata.finalizers).toEqual(['kro.run/finalizer']);
    const { conditions, ...status } = rgdStatus('webapplication');
    expect(status).toEqual({
      state: 'Active',
      lastIssuedRevision: 1,
      topologicalOrder: ['deployment', 'service', 'pdb', 'route'],
      resources: [{ id: 'route', dependencies: [{ id: 'service' }] }],
    });
    expect(
      items(conditions).map(condition => [
        condition.type,
        condition.status,
        condition.reason,
        condition.message,
        condition.observedGeneration === rgd?.metadata.generation,
      ]),
    ).toEqual([
      [
        'GraphAccepted',
        'True',
        'Valid',
        'resource graph and schema are valid',
        true,
      ],
      [
        'GraphRevisionsResolved',
        'True',
        'Resolved',
        'revision 1 compiled and active',
        true,
      ],
      [
        'KindReady',
        'True',
        'Ready',
        'kind WebApplication has been accepted and ready',
        true,
      ],
      ['ControllerReady', 'True', 'Running', 'controller is running', true],
      ['Ready', 'True', 'Ready', '', true],
    ]);
  });

  it('leaves a revision with its spec', () => {
    const revision = find(
      'GraphRevision',
      'topic-r00001',
      undefined,
      'internal.kro.run/v1alpha1',
    );
    expect(revision?.metadata).toMatchObject({
      finalizers: ['kro.run/finalizer'],
      labels: {
        'kro.run/kro-version': 'v0.9.4',
        'kro.run/owned': 'true',
        'kro.run/resource-graph-definition-name': 'topic',
      },
      ownerReferences: [
        { kind: 'ResourceGraphDefinition', name: 'topic', controller: true },
      ],
    });
    expect(fields(revision?.spec)).toMatchObject({
      revision: 1,
      snapshot: { name: 'topic' },
    });
    expect(fields(revision?.status)).toMatchObject({
      conditions: [
        { type: 'GraphVerified', status: 'True', reason: 'Verified' },
        { type: 'Ready', status: 'True', reason: 'Ready' },
      ],
    });
  });
});

describe('the platform', () => {
  it('makes a workspace with all that belongs to it', () => {
    const workspace = find('Workspace', 'team-a');
    expect(workspace?.metadata).toMatchObject({
      finalizers: ['kro.run/finalizer'],
      labels: {
        'kro.run/owned': 'true',
        'kro.run/resource-graph-definition-name': 'workspace',
        'applyset.kubernetes.io/id': expect.stringMatching(/^applyset-.*-v1$/),
      },
      annotations: {
        'applyset.kubernetes.io/tooling': 'kro/v0.9.4',
        'applyset.kubernetes.io/additional-namespaces': 'team-a',
        'applyset.kubernetes.io/contains-group-kinds':
          'CiliumNetworkPolicy.cilium.io,LimitRange,Namespace,NamespacedValidatingPolicy.policies.kyverno.io,ResourceQuota,RoleBinding.rbac.authorization.k8s.io',
      },
    });
    expect(statusOf('Workspace', 'team-a')).toMatchObject({
      namespace: 'team-a',
      phase: 'Active',
      conditions: [
        { type: 'InstanceManaged', status: 'True', reason: 'Managed' },
        { type: 'GraphResolved', status: 'True', reason: 'Resolved' },
        {
          type: 'ResourcesReady',
          status: 'True',
          reason: 'AllResourcesReady',
          message: 'all resources are created and ready',
        },
        { type: 'Ready', status: 'True', reason: 'Ready', message: '' },
      ],
    });
    const quota = find('ResourceQuota', 'workspace', 'team-a', 'v1');
    expect(quota?.metadata).toMatchObject({
      labels: {
        'app.kubernetes.io/managed-by': 'kro',
        'applyset.kubernetes.io/part-of':
          workspace?.metadata.labels?.['applyset.kubernetes.io/id'],
        'kro.run/instance-id': workspace?.metadata.uid,
        'kro.run/instance-name': 'team-a',
        'kro.run/node-id': 'quota',
      },
      annotations: { 'internal.kro.run/apply-order': '2' },
    });
    expect(quota?.metadata.ownerReferences).toBeUndefined();
  });

  it('runs an application, with the children its spec asks for', async () => {
    instance('WebApplication', 'shop', 'team-a', {
      image: 'nginx',
      tag: '1.27',
      host: 'shop.example.com',
    });
    await ready('WebApplication', 'shop', 'team-a');
    expect(statusOf('WebApplication', 'shop', 'team-a')).toMatchObject({
      url: 'https://shop.example.com',
      serviceHost: 'shop.team-a.svc',
      image: 'nginx:1.27',
      replicas: 2,
      readyReplicas: 2,
      routeAccepted: true,
    });
    expect(
      find('PodDisruptionBudget', 'shop', 'team-a', 'policy/v1'),
    ).toBeDefined();

    instance('WebApplication', 'shop', 'team-a', {
      image: 'nginx',
      tag: '1.27',
      replicas: 1,
    });
    await cluster.eventually(
      () =>
        !find('PodDisruptionBudget', 'shop', 'team-a', 'policy/v1') &&
        !find('HTTPRoute', 'shop', 'team-a', 'gateway.networking.k8s.io/v1'),
    );
    await ready('WebApplication', 'shop', 'team-a');
    expect(
      find('WebApplication', 'shop', 'team-a')?.metadata.annotations?.[
        'applyset.kubernetes.io/contains-group-kinds'
      ],
    ).toBe('Deployment.apps,Service');
  });

  it('makes a database and a cache', async () => {
    instance('Infrastructure', 'orders', 'team-a', {
      database: { instances: 2 },
    });
    await ready('Infrastructure', 'orders', 'team-a');
    expect(statusOf('Infrastructure', 'orders', 'team-a')).toMatchObject({
      database: {
        endpoint: 'orders-rw.team-a.svc:5432',
        name: 'app',
        secretName: 'orders-app',
        readyInstances: 2,
        primary: 'orders-1',
        phase: 'Cluster in healthy state',
      },
      cache: { endpoint: 'orders-cache.team-a.svc:6379' },
    });
    expect(
      Object.keys(
        fields(find('Secret', 'orders-app', 'team-a', 'v1')?.data),
      ).sort(),
    ).toEqual([
      'dbname',
      'fqdn-jdbc-uri',
      'fqdn-uri',
      'host',
      'jdbc-uri',
      'password',
      'pgpass',
      'port',
      'uri',
      'user',
      'username',
    ]);
  });

  it('makes a topic with an account on the shared Kafka', async () => {
    instance('Topic', 'events', 'team-a', {});
    await ready('Topic', 'events', 'team-a');
    expect(statusOf('Topic', 'events', 'team-a')).toMatchObject({
      topicName: 'team-a.events',
      bootstrapServers: 'atlas-kafka-bootstrap.kafka.svc:9093',
      secretName: 'events-kafka',
    });
    expect(
      find('Topic', 'events', 'team-a')?.metadata.annotations?.[
        'applyset.kubernetes.io/additional-namespaces'
      ],
    ).toBe('kafka');
  });

  it('tells of an image that cannot be pulled', async () => {
    instance('WebApplication', 'typo', 'team-a', {
      image: 'nginx',
      tag: 'brokn',
    });
    const stuck = await cluster.eventually(() =>
      cluster.client
        .list(POD, {
          namespace: 'team-a',
          labelSelector: 'mini-atlas.dev/app=typo',
        })
        .find(pod =>
          items(fields(pod.status).containerStatuses).some(
            ({ state }) =>
              fields(fields(state).waiting).reason === 'ImagePullBackOff',
          ),
        ),
    );
    expect(fields(stuck.status).phase).toBe('Pending');
    await cluster.settles(() =>
      expect(statusOf('WebApplication', 'typo', 'team-a')).toMatchObject({
        state: 'IN_PROGRESS',
        readyReplicas: 0,
        conditions: expect.arrayContaining([
          expect.objectContaining({
            type: 'ResourcesReady',
            status: 'False',
            reason: 'NotReady',
            message: expect.stringContaining('waiting for node "deployment"'),
          }),
        ]),
      }),
    );
    cluster.client.delete({
      apiVersion: ATLAS,
      kind: 'WebApplication',
      name: 'typo',
      namespace: 'team-a',
    });
    await cluster.eventually(() => !find('WebApplication', 'typo', 'team-a'));
  });

  it('does not touch the namespaces of the platform', async () => {
    instance('Workspace', 'kube-system', undefined, { team: 'a' });
    await cluster.settles(() =>
      expect(statusOf('Workspace', 'kube-system')).toMatchObject({
        state: 'ACTIVE',
      }),
    );
    expect(
      find('Namespace', 'kube-system', undefined, 'v1')?.metadata.labels,
    ).not.toHaveProperty('kro.run/owned');
  });
});

describe('an instance', () => {
  it('takes its children with it, dependents first', async () => {
    instance('Workspace', 'leaving', undefined, { team: 'b' });
    await cluster.settles(() =>
      expect(statusOf('Workspace', 'leaving')).toMatchObject({
        state: 'ACTIVE',
      }),
    );
    const gone: string[] = [];
    const kinds = [
      'v1/ResourceQuota',
      'v1/LimitRange',
      'v1/Namespace',
      `${ATLAS}/Workspace`,
    ];
    const stops = kinds.map(kind => {
      const at = kind.lastIndexOf('/');
      const type = { apiVersion: kind.slice(0, at), kind: kind.slice(at + 1) };
      return cluster.client.watch(type, ({ type: event, object }) => {
        const { name, namespace } = object.metadata;
        if (
          event === 'DELETED' &&
          (name === 'leaving' || namespace === 'leaving')
        )
          gone.push(type.kind);
      });
    });
    cluster.client.delete({
      apiVersion: ATLAS,
      kind: 'Workspace',
      name: 'leaving',
    });
    await cluster.eventually(() => !find('Workspace', 'leaving'));
    stops.forEach(stop => stop());
    expect(gone.slice(0, 2).sort()).toEqual(['LimitRange', 'ResourceQuota']);
    expect(gone.slice(2)).toEqual(['Namespace', 'Workspace']);
  });
});
