import { KubernetesObject } from '@mini-atlas/kro';
import { demoApiServer } from './__testUtils__/demoApiServer';
import { FakeApiServer } from './__testUtils__/fakeApiServer';
import { kubeconfigFor } from './__testUtils__/kubeconfigFor';
import { live } from './__testUtils__/live';
import { until } from './__testUtils__/until';
import { createKroCluster, RunningKroCluster } from './createKroCluster';
import { CacheChange } from './kroCluster';

const REF = 'test:demo.atlas.dev/team-a/hello';

function annotated(
  object: KubernetesObject,
  annotations: Record<string, string>,
): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, annotations } };
}

const rgd = annotated(live('rgd-demo.yaml'), {
  'mini-atlas.dev/title': 'Demo application',
  'mini-atlas.dev/delivery-path': 'workloads/{name}.yaml',
  'mini-atlas.dev/self-service': 'true',
});

async function clusterWithDemo(): Promise<FakeApiServer> {
  const server = demoApiServer();
  [
    rgd,
    live('crd-demo.yaml'),
    live('ns-team-a.yaml'),
    live('instance-demo-hello.yaml'),
    live('deployments.yaml'),
    live('services.yaml'),
    live('replicasets.yaml'),
    live('pods.yaml'),
    live('gitrepository.yaml'),
    live('kustomization-workloads.yaml'),
  ].forEach(object => server.put(object));
  return server.start();
}

describe('createKroCluster', () => {
  let server: FakeApiServer;
  let cluster: RunningKroCluster;
  let changes: CacheChange[];

  beforeEach(async () => {
    server = await clusterWithDemo();
    cluster = createKroCluster({
      name: 'test',
      kubeconfig: kubeconfigFor(server.url),
    });
    await cluster.ready({ signal: AbortSignal.timeout(8_000) });
    changes = [];
    cluster.subscribe(change => changes.push(change));
  });

  afterEach(async () => {
    cluster.stop();
    await server.stop();
  });

  function changeDeployment(status: object, spec: object = {}) {
    const deployment = live('deployments.yaml');
    server.put({
      ...deployment,
      status: { ...Object(deployment.status), ...status },
      spec: { ...Object(deployment.spec), ...spec },
    });
  }

  it('shows abstractions and instances of a real cluster as ready', () => {
    expect(cluster.status()).toMatchObject({ name: 'test', state: 'live' });
    expect(cluster.abstractions()).toEqual([
      expect.objectContaining({
        name: 'demo',
        title: 'Demo application',
        plural: 'demoes',
        health: expect.objectContaining({ state: 'ready' }),
        instances: 1,
      }),
    ]);
    expect(cluster.instances()).toEqual([
      expect.objectContaining({
        ref: REF,
        entityRef: 'component:team-a/demo-hello',
        health: expect.objectContaining({ state: 'ready', sentence: 'Ready' }),
        children: { ready: 2, total: 2 },
      }),
    ]);
  });

  it('tells an instance in full', () => {
    const detail = cluster.instance(REF);
    expect(detail?.causes).toEqual([]);
    expect(detail?.nodes.map(node => [node.id, node.health.state])).toEqual([
      ['deployment', 'ready'],
      ['service', 'ready'],
    ]);
    expect(detail?.outputs).toContainEqual({
      path: 'endpoint',
      value: 'hello.team-a.svc:80',
      type: 'endpoint',
    });
    expect(detail?.source).toMatchObject({
      path: 'workloads/hello.yaml',
      kustomization: 'flux-system/workloads',
      gitRepository: 'flux-system/platform',
      upToDate: true,
    });
    expect(detail?.object.metadata.managedFields).toBeUndefined();
  });

  it('describes an abstraction with its fields and nodes', () => {
    const abstraction = cluster.abstraction('demo');
    expect(abstraction?.fields).toContainEqual(
      expect.objectContaining({
        path: 'replicas',
        type: 'integer',
        default: 2,
        limits: ['at least 0', 'at most 10'],
      }),
    );
    expect(abstraction?.nodes[0]).toMatchObject({
      id: 'deployment',
      fields: ['image', 'port', 'replicas'],
    });
  });

  it('costs the API server no request once it watches', async () => {
    await until('all types are watched', () =>
      server.requests.some(line => line.includes('/demoes?watch=true')),
    );
    const before = server.requests.length;
    cluster.instances();
    cluster.instance(REF);
    cluster.abstraction('demo');
    expect(server.requests.slice(before)).toEqual([]);
  });

  it('never asks for Secrets', () => {
    expect(server.requests.join('\n')).not.toContain('secrets');
  });

  it('walks to the pod that cannot pull its image', async () => {
    const pod = live('pods.yaml');
    server.put({
      ...pod,
      status: {
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'app',
            image: 'nginx:brokn',
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
        ],
      },
    });
    changeDeployment({ availableReplicas: 2 });
    await until(
      'the failure shows',
      () => cluster.instance(REF)?.health.state === 'failed',
    );
    const detail = cluster.instance(REF);
    expect(detail?.health).toMatchObject({
      sentence: 'Image `nginx:brokn` cannot be pulled',
      reason: 'ImagePullBackOff',
    });
    expect(detail?.causes).toEqual([
      expect.objectContaining({ subject: 'Demo hello' }),
      expect.objectContaining({
        subject: 'Deployment hello',
        sentence: '2 of 3 replicas are available',
      }),
      expect.objectContaining({
        subject: `Pod ${pod.metadata.name}`,
        sentence: 'Image `nginx:brokn` cannot be pulled',
      }),
    ]);
    await until('it was told', () =>
      changes.some(({ instances }) => instances.includes(REF)),
    );
  });

  it('keeps the last state when the cluster is away, says so, and recovers', async () => {
    await server.stop();
    await until('it is stale', () => cluster.status().state === 'stale');
    expect(cluster.status().message).toContain('last known state');
    expect(cluster.instances()).toHaveLength(1);
    await until('it was told', () => changes.some(change => change.cluster));
    await server.start();
    await until('it is live', () => cluster.status().state === 'live');
  });

  it('loses one type only where one type is forbidden', async () => {
    server.refuse('/api/v1/services', {
      status: 403,
      message: 'services is forbidden',
    });
    await until(
      'it is noticed',
      () => cluster.status().unavailable !== undefined,
    );
    expect(cluster.status()).toMatchObject({
      state: 'live',
      unavailable: [
        {
          type: 'Service.v1',
          reason: expect.stringContaining('services is forbidden'),
        },
      ],
    });
    expect(cluster.instances()).toHaveLength(1);
  });

  it('tells a deletion that was seen from an abstraction that went', async () => {
    server.remove(live('instance-demo-hello.yaml'));
    await until('it is gone', () => cluster.instances().length === 0);
    await until('it was told', () =>
      changes.some(({ deleted }) => deleted?.instances.includes(REF)),
    );
    expect(cluster.instance(REF)).toBeUndefined();
  });

  it('does not call instances deleted because their abstraction went', async () => {
    server.remove(rgd);
    await until('it is gone', () => cluster.abstractions().length === 0);
    await until('it was told', () =>
      changes.some(({ deleted }) => deleted?.abstractions.includes('demo')),
    );
    await until('the instance is no longer shown', () =>
      changes.some(({ instances }) => instances.includes(REF)),
    );
    expect(changes.flatMap(({ deleted }) => deleted?.instances)).toEqual([]);
  });

  it('takes up a new abstraction while it runs', async () => {
    server.remove(live('instance-demo-hello.yaml'));
    server.remove(rgd);
    await until('it is gone', () => cluster.abstractions().length === 0);
    server.put(live('instance-demo-hello.yaml'));
    server.put(rgd);
    await until('its instance shows', () => cluster.instances().length === 1);
    expect(cluster.instance(REF)?.name).toBe('hello');
  });

  it('refuses orders that cannot be', () => {
    const order = { abstraction: 'demo', name: 'shop', namespace: 'team-a' };
    expect(() => cluster.deliveryPath({ ...order, name: '../x' })).toThrow(
      /^name is/,
    );
    expect(() =>
      cluster.manifest({ ...order, abstraction: 'none', spec: {} }),
    ).toThrow(
      "abstraction is 'none', which the cluster does not have; it has demo",
    );
    expect(() =>
      cluster.plan(cluster.manifest({ ...order, spec: { replicas: 11 } })),
    ).toThrow(/spec\.replicas/);
  });

  it('plans what an order will become', () => {
    const manifest = cluster.manifest({
      abstraction: 'demo',
      name: 'shop',
      namespace: 'team-a',
      spec: { image: 'nginx:1.27' },
    });
    expect(
      cluster.plan(manifest).nodes.map(node => [node.id, node.outcome]),
    ).toEqual([
      ['deployment', 'create'],
      ['service', 'create'],
    ]);
  });
});
