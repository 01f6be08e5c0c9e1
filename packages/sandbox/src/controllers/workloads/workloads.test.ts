import { KubernetesObject } from '@mini-atlas/kro';
import { startTestCluster, TestCluster } from '../__fixtures__/cluster';
import { fields, items } from '../fields';
import { quotaRefusal } from './quotaUsage';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const REPLICA_SET = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace' };

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster(['workloads']);
});
afterAll(() => cluster.stop());

function namespace(name: string): string {
  cluster.apply({ ...NAMESPACE, metadata: { name } });
  return name;
}

function deployment(
  space: string,
  image: string,
  replicas = 2,
  container: Record<string, unknown> = {},
): KubernetesObject {
  return {
    ...DEPLOYMENT,
    metadata: { name: 'web', namespace: space },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'app',
              image,
              ports: [{ name: 'http', containerPort: 8080 }],
              ...container,
            },
          ],
        },
      },
    },
  };
}

const statusOf = (
  type: { apiVersion: string; kind: string },
  space: string,
  name = 'web',
) => fields(cluster.client.get({ ...type, namespace: space, name })?.status);

const pods = (space: string) => cluster.client.list(POD, { namespace: space });

const reasons = (space: string) =>
  cluster.client
    .list({ apiVersion: 'v1', kind: 'Event' }, { namespace: space })
    .map(event => String(event.reason));

function waiting(pod: KubernetesObject) {
  const [container] = items(fields(pod.status).containerStatuses);
  return fields(fields(container?.state).waiting);
}

describe('a Deployment', () => {
  it('becomes available through a ReplicaSet and its pods', async () => {
    const space = namespace('roll-out');
    cluster.apply(deployment(space, 'nginx:1.27'));
    await cluster.settles(() =>
      expect(statusOf(DEPLOYMENT, space)).toMatchObject({
        observedGeneration: 1,
        replicas: 2,
        readyReplicas: 2,
        updatedReplicas: 2,
        availableReplicas: 2,
        conditions: expect.arrayContaining([
          expect.objectContaining({
            type: 'Available',
            status: 'True',
            reason: 'MinimumReplicasAvailable',
            message: 'Deployment has minimum availability.',
          }),
          expect.objectContaining({
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetAvailable',
          }),
        ]),
      }),
    );
    const [replicaSet] = cluster.client.list(REPLICA_SET, { namespace: space });
    const hash = replicaSet.metadata.labels?.['pod-template-hash'];
    expect(replicaSet.metadata.name).toBe(`web-${hash}`);
    expect(replicaSet.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '1',
      'deployment.kubernetes.io/desired-replicas': '2',
      'deployment.kubernetes.io/max-replicas': '3',
    });
    const [pod] = pods(space);
    expect(pod.metadata.name).toMatch(new RegExp(`^web-${hash}-[a-z0-9]{5}$`));
    expect(fields(pod.spec).nodeName).toBe('sandbox-0');
    expect(fields(pod.status)).toMatchObject({
      phase: 'Running',
      podIP: expect.stringMatching(/^10\.244\./),
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'PodScheduled', status: 'True' }),
        expect.objectContaining({ type: 'Ready', status: 'True' }),
      ]),
    });
    expect(reasons(space)).toEqual(
      expect.arrayContaining([
        'ScalingReplicaSet',
        'SuccessfulCreate',
        'Scheduled',
        'Pulling',
        'Pulled',
        'Created',
        'Started',
      ]),
    );
  });

  it('replaces its pods when the template changes, and keeps the old ReplicaSet for history', async () => {
    const space = namespace('update');
    cluster.apply(deployment(space, 'nginx:1.27', 3));
    await cluster.eventually(
      () => statusOf(DEPLOYMENT, space).availableReplicas === 3,
    );
    cluster.apply(deployment(space, 'nginx:1.28', 3));
    await cluster.eventually(() => {
      const status = statusOf(DEPLOYMENT, space);
      return (
        status.observedGeneration === 2 &&
        status.updatedReplicas === 3 &&
        status.replicas === 3
      );
    });
    const sizes = cluster.client
      .list(REPLICA_SET, { namespace: space })
      .map(({ spec, metadata }) => [
        metadata.annotations?.['deployment.kubernetes.io/revision'],
        fields(spec).replicas,
      ]);
    expect(sizes.sort()).toEqual([
      ['1', 0],
      ['2', 3],
    ]);
    expect(
      pods(space).map(pod => items(fields(pod.spec).containers)[0].image),
    ).toEqual(Array(3).fill('nginx:1.28'));
  });

  it('stays with its old pods when the new image cannot be pulled', async () => {
    const space = namespace('broken');
    cluster.apply(deployment(space, 'nginx:1.27', 2));
    await cluster.eventually(
      () => statusOf(DEPLOYMENT, space).availableReplicas === 2,
    );
    cluster.apply(deployment(space, 'nginx:brokn', 2));
    const pod = await cluster.eventually(() =>
      pods(space).find(each => waiting(each).reason === 'ImagePullBackOff'),
    );
    expect(waiting(pod)).toEqual({
      reason: 'ImagePullBackOff',
      message:
        'Back-off pulling image "nginx:brokn": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:brokn": failed to resolve reference "docker.io/library/nginx:brokn": docker.io/library/nginx:brokn: not found',
    });
    expect(statusOf(DEPLOYMENT, space)).toMatchObject({
      availableReplicas: 2,
      unavailableReplicas: 1,
      updatedReplicas: 1,
    });
    expect(reasons(space)).toEqual(
      expect.arrayContaining(['Failed', 'BackOff']),
    );
  });

  it('is not available while its readiness probe fails', async () => {
    const space = namespace('unready');
    cluster.apply(
      deployment(space, 'app:unready-1', 1, {
        readinessProbe: { httpGet: { path: '/', port: 'http' } },
      }),
    );
    await cluster.eventually(() => reasons(space).includes('Unhealthy'));
    expect(statusOf(DEPLOYMENT, space)).toMatchObject({
      replicas: 1,
      unavailableReplicas: 1,
      conditions: expect.arrayContaining([
        expect.objectContaining({
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
        }),
      ]),
    });
  });

  it('shows a container that ends again and again as CrashLoopBackOff', async () => {
    const space = namespace('crash');
    cluster.apply(deployment(space, 'app:crash', 1));
    const pod = await cluster.eventually(() =>
      pods(space).find(each => waiting(each).reason === 'CrashLoopBackOff'),
    );
    expect(items(fields(pod.status).containerStatuses)[0]).toMatchObject({
      restartCount: 1,
      ready: false,
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(fields(pod.status).phase).toBe('Running');
  });

  it('starts once the Secret it reads is there', async () => {
    const space = namespace('config');
    cluster.apply(
      deployment(space, 'app:1', 1, {
        envFrom: [{ secretRef: { name: 'late' } }],
      }),
    );
    const pod = await cluster.eventually(() =>
      pods(space).find(
        each => waiting(each).reason === 'CreateContainerConfigError',
      ),
    );
    expect(waiting(pod).message).toBe('secret "late" not found');
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'late', namespace: space },
    });
    await cluster.eventually(
      () => statusOf(DEPLOYMENT, space).availableReplicas === 1,
    );
  });
});

it('gives a Service its ready pods as endpoints', async () => {
  const space = namespace('endpoints');
  cluster.apply(deployment(space, 'nginx:1.27', 2));
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: space },
    spec: {
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    },
  });
  await cluster.eventually(() => {
    const [slice] = cluster.client.list(
      { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
      { namespace: space, labelSelector: 'kubernetes.io/service-name=web' },
    );
    return (
      items(slice?.ports)[0]?.port === 8080 &&
      items(slice.endpoints).filter(
        ({ conditions }) => fields(conditions).ready,
      ).length === 2
    );
  });
  const endpoints = cluster.client.get({
    apiVersion: 'v1',
    kind: 'Endpoints',
    namespace: space,
    name: 'web',
  });
  expect(items(items(endpoints?.subsets)[0].addresses)).toHaveLength(2);
});

it('counts what a budget allows and what a quota leaves', async () => {
  const space = namespace('limits');
  cluster.apply({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'workspace', namespace: space },
    spec: { hard: { pods: '3', 'requests.memory': '1Gi' } },
  });
  cluster.apply({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: space },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
  });
  cluster.apply(
    deployment(space, 'nginx:1.27', 2, {
      resources: { requests: { memory: '64Mi' } },
    }),
  );
  await cluster.settles(() =>
    expect(
      statusOf({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }, space),
    ).toMatchObject({
      currentHealthy: 2,
      desiredHealthy: 1,
      disruptionsAllowed: 1,
      expectedPods: 2,
    }),
  );
  await cluster.settles(() =>
    expect(
      statusOf({ apiVersion: 'v1', kind: 'ResourceQuota' }, space, 'workspace')
        .used,
    ).toEqual({
      pods: '2',
      'requests.memory': '128Mi',
    }),
  );
  const greedy = {
    ...POD,
    metadata: { name: 'greedy', namespace: space },
    spec: {
      containers: [{ name: 'a', resources: { requests: { memory: '2Gi' } } }],
    },
  };
  expect(quotaRefusal(cluster.client, greedy)).toBe(
    'exceeded quota: workspace, requested: requests.memory=2Gi, used: requests.memory=128Mi, limited: requests.memory=1Gi',
  );
});

it('furnishes a namespace and empties it on deletion', async () => {
  const space = namespace('short-lived');
  await cluster.eventually(() =>
    cluster.client.get({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      namespace: space,
      name: 'default',
    }),
  );
  await cluster.eventually(() =>
    cluster.client.get({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: space,
      name: 'kube-root-ca.crt',
    }),
  );
  cluster.apply(deployment(space, 'nginx:1.27', 1));
  await cluster.eventually(() => pods(space).length === 1);
  cluster.client.delete({ ...NAMESPACE, name: space });
  await cluster.eventually(
    () => !cluster.client.get({ ...NAMESPACE, name: space }),
  );
  expect(pods(space)).toEqual([]);
});

it('collects what its owner leaves behind, in the way the deletion asks for', async () => {
  const space = namespace('garbage');
  const id = { ...DEPLOYMENT, namespace: space, name: 'web' };
  const deleteWith = async (propagationPolicy: 'Background' | 'Foreground') => {
    cluster.apply(deployment(space, 'nginx:1.27', 1));
    await cluster.eventually(
      () => statusOf(DEPLOYMENT, space).availableReplicas === 1,
    );
    cluster.client.delete(id, { propagationPolicy });
    await cluster.eventually(
      () => !cluster.client.get(id) && pods(space).length === 0,
    );
  };
  await deleteWith('Background');
  await deleteWith('Foreground');
  cluster.apply(deployment(space, 'nginx:1.27', 1));
  await cluster.eventually(
    () => statusOf(DEPLOYMENT, space).availableReplicas === 1,
  );
  cluster.client.delete(id, { propagationPolicy: 'Orphan' });
  await cluster.eventually(() => !cluster.client.get(id));
  const [replicaSet] = cluster.client.list(REPLICA_SET, { namespace: space });
  expect(replicaSet.metadata.ownerReferences ?? []).toEqual([]);
});

it('runs StatefulSets in order with their claims, and Jobs to their end', async () => {
  const space = namespace('others');
  const template = (restartPolicy: string) => ({
    metadata: { labels: { app: 'db' } },
    spec: { restartPolicy, containers: [{ name: 'db', image: 'db:1' }] },
  });
  cluster.apply({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: space },
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: template('Always'),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  });
  cluster.apply({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'once', namespace: space },
    spec: { template: template('Never') },
  });
  await cluster.eventually(
    () =>
      statusOf({ apiVersion: 'apps/v1', kind: 'StatefulSet' }, space, 'db')
        .readyReplicas === 2,
  );
  expect(
    cluster.client
      .list(
        { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
        { namespace: space },
      )
      .map(claim => [claim.metadata.name, fields(claim.status).phase]),
  ).toEqual([
    ['data-db-0', 'Bound'],
    ['data-db-1', 'Bound'],
  ]);
  await cluster.eventually(() =>
    items(
      statusOf({ apiVersion: 'batch/v1', kind: 'Job' }, space, 'once')
        .conditions,
    ).some(({ type, status }) => type === 'Complete' && status === 'True'),
  );
});
