import { KubernetesObject } from '@mini-atlas/kro';
import { FakeApiServer } from './__testUtils__/fakeApiServer';
import { kubeconfigFor } from './__testUtils__/kubeconfigFor';
import { live } from './__testUtils__/live';
import { until } from './__testUtils__/until';
import { createKroCluster, RunningKroCluster } from './createKroCluster';

const INSTANCES = 5_000;
const SERVICES = ['service', 'metrics', 'admin'];
const REF = 'test:demo.atlas.dev/team-a/app-7';

/** The demo with a Deployment and three Services. */
function abstraction(): KubernetesObject {
  const rgd = live('rgd-demo.yaml');
  const [deployment, service] = Object(rgd.spec).resources;
  const resources = [
    deployment,
    ...SERVICES.map(id => ({
      ...service,
      id,
      template: {
        ...service.template,
        metadata: { name: `\${schema.metadata.name}-${id}` },
      },
    })),
  ];
  return { ...rgd, spec: { ...Object(rgd.spec), resources } };
}

const fixtures = new Map<string, KubernetesObject>();

/** A fixture, parsed once. */
function fixtureOf(name: string): KubernetesObject {
  const known = fixtures.get(name) ?? live(name);
  fixtures.set(name, known);
  return known;
}

function named(
  fixture: string,
  name: string,
  node?: { id: string; instance: string },
): KubernetesObject {
  const object = fixtureOf(fixture);
  const labels: Record<string, string> = node
    ? { 'kro.run/node-id': node.id, 'kro.run/instance-id': node.instance }
    : {};
  return {
    ...object,
    metadata: {
      ...object.metadata,
      name,
      uid: `${object.kind}-${name}`,
      labels: { ...object.metadata.labels, ...labels },
    },
  };
}

function serverWithThousands(): FakeApiServer {
  const server = new FakeApiServer()
    .serve(
      'kro.run/v1alpha1',
      'ResourceGraphDefinition',
      'resourcegraphdefinitions',
      false,
    )
    .serve(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'customresourcedefinitions',
      false,
    )
    .serve('v1', 'Namespace', 'namespaces', false)
    .serve('v1', 'Event', 'events')
    .serve('v1', 'Pod', 'pods')
    .serve('v1', 'Service', 'services')
    .serve('apps/v1', 'Deployment', 'deployments')
    .serve('apps/v1', 'ReplicaSet', 'replicasets')
    .serve('source.toolkit.fluxcd.io/v1', 'GitRepository', 'gitrepositories')
    .serve('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'kustomizations')
    .serve('atlas.dev/v1alpha1', 'Demo', 'demoes');
  server.put(abstraction());
  server.put(live('crd-demo.yaml'));
  server.put(live('ns-team-a.yaml'));
  for (let index = 0; index < INSTANCES; index += 1) {
    const name = `app-${index}`;
    const instance = named('instance-demo-hello.yaml', name);
    const { uid = '' } = instance.metadata;
    server.put(instance);
    server.put(
      named('deployments.yaml', name, { id: 'deployment', instance: uid }),
    );
    SERVICES.forEach(id =>
      server.put(
        named('services.yaml', `${name}-${id}`, { id, instance: uid }),
      ),
    );
  }
  return server;
}

function timed<T>(work: () => T): { result: T; milliseconds: number } {
  const start = performance.now();
  return { result: work(), milliseconds: performance.now() - start };
}

describe('createKroCluster with 5,000 instances of four children', () => {
  jest.setTimeout(120_000);
  let server: FakeApiServer;
  let cluster: RunningKroCluster;

  beforeAll(async () => {
    server = await serverWithThousands().start();
    cluster = createKroCluster({
      name: 'test',
      kubeconfig: kubeconfigFor(server.url),
    });
    await cluster.ready({ signal: AbortSignal.timeout(60_000) });
  });

  afterAll(async () => {
    cluster.stop();
    await server.stop();
  });

  it('lists them all from memory', async () => {
    const cold = timed(() => cluster.instances());
    expect(cold.result).toHaveLength(INSTANCES);
    expect(cold.result[0].children).toEqual({ ready: 4, total: 4 });
    const warm = timed(() => cluster.instances());
    expect(warm.milliseconds).toBeLessThan(200);
  });

  it('looks again only at the instance that changed', async () => {
    const before = cluster.instances();
    const changed = named('deployments.yaml', 'app-7', {
      id: 'deployment',
      instance: 'Demo-app-7',
    });
    server.put({
      ...changed,
      status: { ...Object(changed.status), availableReplicas: 1 },
    });
    await until(
      'it is not ready',
      () => cluster.instance(REF)?.health.state !== 'ready',
    );
    const after = timed(() => cluster.instances());
    expect(after.milliseconds).toBeLessThan(200);
    const others = after.result.filter(({ ref }) => ref !== REF);
    expect(others.every(item => before.includes(item))).toBe(true);
  });
});
