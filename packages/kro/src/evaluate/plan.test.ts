import {
  buildGraph,
  Graph,
  KNOWN_AFTER_APPLY,
  KubernetesObject,
  plan,
  Plan,
} from '..';
import {
  configMap,
  definition,
  platformGraph,
  types,
} from '../__testUtils__/fixtures';

function instance(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind: 'Any',
    metadata: { name: 'one', namespace: 'team-a' },
    spec,
  };
}

function outcomes({ nodes }: Plan) {
  return Object.fromEntries(nodes.map(node => [node.id, node.outcome]));
}

const specs: Record<string, Record<string, unknown>> = {
  webapplication: { image: 'nginx', tag: '1.27', host: 'a.example' },
  infrastructure: {},
  topic: {},
  workspace: { team: 'payments' },
};

describe('plan', () => {
  it('shows every child of a WebApplication, defaults filled in', () => {
    const planned = plan(
      platformGraph('webapplication'),
      instance(specs.webapplication),
    );
    expect(planned.error).toBeUndefined();
    expect(outcomes(planned)).toEqual({
      deployment: 'create',
      service: 'create',
      pdb: 'create',
      route: 'create',
    });
    expect(planned.nodes[0].objects[0]).toMatchObject({
      object: {
        metadata: { name: 'one', namespace: 'team-a' },
        spec: { replicas: 2 },
      },
      unknown: [],
    });
    expect(planned.status).toEqual({
      url: 'https://a.example',
      serviceHost: 'one.team-a.svc',
      image: 'nginx:1.27',
      replicas: 2,
    });
    expect(planned.unknownStatus.map(({ path }) => path)).toEqual([
      'readyReplicas',
      'routeAccepted',
    ]);
  });

  it('says why a node is skipped', () => {
    const planned = plan(
      platformGraph('webapplication'),
      instance({ image: 'nginx', tag: '1', replicas: 1 }),
    );
    const pdb = planned.nodes.find(node => node.id === 'pdb');
    expect(pdb).toMatchObject({
      outcome: 'skipped',
      objects: [],
      reason: '`spec.replicas` is 1, not more than 1',
      condition: {
        expression: 'schema.spec.replicas > 1',
        values: [{ reference: 'schema.spec.replicas', value: 1 }],
      },
    });
  });

  it('skips everything that hangs on a skipped node', () => {
    const planned = plan(platformGraph('workspace'), {
      ...instance(specs.workspace),
      metadata: { name: 'kube-system' },
    });
    expect(new Set(Object.values(outcomes(planned)))).toEqual(
      new Set(['skipped']),
    );
    expect(planned.nodes[0].reason).toBe(
      '`metadata.name` is "kube-system", which begins with "kube-"',
    );
    expect(planned.nodes[1]).toMatchObject({
      reason: 'it needs `ns`, which is skipped',
      with: 'ns',
    });
    expect(planned.status).toEqual({});
  });

  it('reads externals that are given, and marks what it cannot know', () => {
    const graph = platformGraph('topic');
    const blind = plan(graph, instance());
    expect(outcomes(blind)).toEqual({
      kafka: 'external',
      topic: 'create',
      user: 'create',
      access: 'create',
    });
    expect(blind.unknownStatus.map(({ path }) => path)).toEqual([
      'topicName',
      'bootstrapServers',
      'secretName',
    ]);
    const seeing = plan(graph, instance(), {
      kafka: [
        {
          apiVersion: 'kafka.strimzi.io/v1',
          kind: 'Kafka',
          metadata: { name: 'atlas', namespace: 'kafka' },
          status: { listeners: [{ name: 'tls', bootstrapServers: 'b:9093' }] },
        },
      ],
    });
    expect(seeing.status).toEqual({ bootstrapServers: 'b:9093' });
  });

  function graphOf(...resources: unknown[]): Graph {
    return buildGraph(definition({ resources }), types);
  }

  const service = {
    id: 'service',
    template: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: '${schema.metadata.name}' },
      spec: { ports: [{ port: 80 }] },
    },
  };

  it('passes unknown values on', () => {
    const graph = graphOf(
      service,
      configMap('a', {
        ip: '${service.spec.clusterIP}',
        text: 'at ${service.spec.clusterIP}:${string(service.spec.ports[0].port)}',
        port: '${string(service.spec.ports[0].port)}',
        optional: '${service.spec.?clusterIP.orValue("none")}',
        has: '${has(service.spec.clusterIP) ? "yes" : "no"}',
        uid: '${schema.metadata.uid}',
      }),
      configMap('b', {
        from: '${a.data.ip}',
        known: '${a.data.port}',
      }),
    );
    const planned = plan(graph, instance());
    const [, a, b] = planned.nodes;
    expect(a.objects[0].object.data).toEqual({
      ip: KNOWN_AFTER_APPLY,
      text: KNOWN_AFTER_APPLY,
      port: '80',
      optional: KNOWN_AFTER_APPLY,
      has: KNOWN_AFTER_APPLY,
      uid: KNOWN_AFTER_APPLY,
    });
    expect(a.objects[0].unknown).toContainEqual({
      path: 'data.ip',
      expression: 'service.spec.clusterIP',
    });
    expect(b.objects[0].object.data).toEqual({
      from: KNOWN_AFTER_APPLY,
      known: '80',
    });
  });

  it('leaves open what an unknown includeWhen decides', () => {
    const graph = graphOf(
      service,
      configMap(
        'a',
        {},
        { includeWhen: ['${service.spec.clusterIP != "None"}'] },
      ),
      configMap('b', { x: '${a.metadata.name}' }),
    );
    const planned = plan(graph, instance());
    expect(outcomes(planned)).toMatchObject({ a: 'unknown', b: 'unknown' });
    expect(planned.nodes[1].reason).toMatch(
      /known after apply: service.spec.clusterIP != "None"/,
    );
  });

  it('says that a node can never be made', () => {
    const graph = buildGraph(
      definition({
        schema: { spec: { flag: 'string' } },
        resources: [configMap('a', { x: '${schema.spec.flag}' })],
      }),
      types,
    );
    const planned = plan(graph, instance());
    expect(planned.error).toBeUndefined();
    expect(planned.nodes[0]).toMatchObject({
      outcome: 'error',
      reason: expect.stringContaining('no such key: flag'),
    });
  });

  it('says that nothing can be made', () => {
    const graph = graphOf(
      configMap('a', {}),
      configMap('b', { x: '${string(1 / (schema.spec.count - 1))}' }),
    );
    expect(plan(graph, instance()).error).toMatch(/^b: data.x = /);
  });
});
