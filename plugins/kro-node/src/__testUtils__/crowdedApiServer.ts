import { KubernetesObject } from '@mini-atlas/kro';
import { demoApiServer } from './demoApiServer';
import { FakeApiServer } from './fakeApiServer';
import { live } from './live';

const SERVICES = ['service', 'metrics', 'admin'];

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

/** An API server with as many instances `app-0`, `app-1`, … of `demo`, each with a Deployment and three Services. */
export function crowdedApiServer(instances: number): FakeApiServer {
  const server = demoApiServer();
  server.put(abstraction());
  server.put(live('crd-demo.yaml'));
  server.put(live('ns-team-a.yaml'));
  for (let index = 0; index < instances; index += 1) {
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

/** The Deployment of an instance, available or not. */
export function deploymentOf(
  name: string,
  available: number,
): KubernetesObject {
  const deployment = named('deployments.yaml', name, {
    id: 'deployment',
    instance: `Demo-${name}`,
  });
  return {
    ...deployment,
    status: { ...Object(deployment.status), availableReplicas: available },
  };
}
