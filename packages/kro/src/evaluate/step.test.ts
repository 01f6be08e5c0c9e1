import {
  buildGraph,
  Condition,
  defaultInstance,
  KubernetesObject,
  parseResourceGraphDefinition,
  step,
} from '..';
import {
  configMap,
  definition,
  live,
  platformGraph,
  types,
} from '../__testUtils__/fixtures';

function app(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'example.com/v1alpha1',
    kind: 'App',
    metadata: { name: 'one', namespace: 'ns', uid: 'u', generation: 1 },
    spec: { name: 'x', count: 1, ...spec },
  };
}

/** Lets a cluster store what is desired, filled in by `fill`, until nothing changes. */
function settle(
  graph: ReturnType<typeof platformGraph>,
  instance: KubernetesObject,
  fill: (id: string, object: KubernetesObject) => KubernetesObject,
  externals: Record<string, KubernetesObject[]> = {},
) {
  let observed = { ...externals };
  for (let round = 0; round < 10; round += 1) {
    const now = step(graph, instance, observed);
    const next = { ...externals };
    for (const node of Object.values(now.nodes)) {
      if (node.desired.length > 0) {
        next[node.id] = node.desired.map(object => fill(node.id, object));
      }
    }
    if (JSON.stringify(next) === JSON.stringify(observed)) return now;
    observed = next;
  }
  throw new Error('never settled');
}

describe('step', () => {
  it('writes the status and conditions that KRO wrote', () => {
    const graph = buildGraph(
      parseResourceGraphDefinition(live('rgd-demo')),
      types,
    );
    const instance = live('instance-demo-hello');
    const now = step(graph, instance, {
      deployment: [live('child-deploy')],
      service: [live('child-svc')],
    });
    const { conditions, state, ...status } = instance.status as {
      conditions: Condition[];
      state: string;
    };
    expect(now.state).toBe(state);
    expect(now.status).toEqual(status);
    expect(now.conditions).toEqual(
      conditions.map(
        ({ lastTransitionTime: _time, ...condition }) => condition,
      ),
    );
    expect(now.nodes.deployment.desired[0].spec).toMatchObject({
      replicas: 3,
      selector: { matchLabels: { app: 'hello' } },
    });
    expect(now.nodes.service.desired[0].metadata).toEqual({
      name: 'hello',
      namespace: 'team-a',
    });
  });

  it('waits for a node that is not ready, and says what decided it', () => {
    const graph = platformGraph('webapplication');
    const instance = defaultInstance(graph, {
      ...app(),
      spec: { image: 'i', tag: '1' },
    });
    const first = step(graph, instance, {});
    expect(first.state).toBe('IN_PROGRESS');
    expect(first.nodes.deployment.state).toBe('absent');
    expect(first.nodes.route).toMatchObject({
      state: 'skipped',
      message: '`spec.host` is empty',
      includeWhen: [
        {
          value: false,
          values: [{ reference: 'schema.spec.host', value: '' }],
        },
      ],
    });
    const [deployment] = first.nodes.deployment.desired;
    const second = step(graph, instance, {
      deployment: [
        {
          ...deployment,
          metadata: { ...deployment.metadata, generation: 1 },
          status: { observedGeneration: 1, availableReplicas: 1 },
        },
      ],
    });
    expect(second.nodes.deployment.state).toBe('progressing');
    expect(second.nodes.deployment.readyWhen[1]).toEqual({
      expression:
        'deployment.status.?availableReplicas.orValue(0) >= deployment.spec.replicas',
      value: false,
      because:
        '`deployment.status.availableReplicas` is 1, less than `deployment.spec.replicas` (2)',
      values: [
        { reference: 'deployment.status.availableReplicas', value: 1 },
        { reference: 'deployment.spec.replicas', value: 2 },
      ],
    });
    expect(second.conditions[3]).toMatchObject({
      status: 'False',
      reason: 'NotReady',
    });
  });

  const ready = [{ type: 'Ready', status: 'True' }];
  const cases: {
    name: string;
    spec: Record<string, unknown>;
    statuses: Record<string, unknown>;
    externals?: Record<string, KubernetesObject[]>;
    status: Record<string, unknown>;
  }[] = [
    {
      name: 'webapplication',
      spec: {
        image: 'nginx',
        tag: '1',
        host: 'a.example',
        env: [{ name: 'A' }],
        secrets: ['s'],
      },
      statuses: {
        deployment: {
          observedGeneration: 1,
          availableReplicas: 2,
          readyReplicas: 2,
        },
        route: {
          parents: [{ conditions: [{ type: 'Accepted', status: 'True' }] }],
        },
      },
      status: {
        url: 'https://a.example',
        serviceHost: 'one.ns.svc',
        image: 'nginx:1',
        replicas: 2,
        readyReplicas: 2,
        routeAccepted: true,
      },
    },
    {
      name: 'infrastructure',
      spec: {},
      statuses: {
        cluster: {
          readyInstances: 1,
          writeService: 'one-rw',
          currentPrimary: 'one-1',
          phase: 'healthy',
        },
        cache: { availableReplicas: 1 },
      },
      status: {
        database: {
          endpoint: 'one-rw.ns.svc:5432',
          name: 'app',
          secretName: 'one-app',
          readyInstances: 1,
          primary: 'one-1',
          phase: 'healthy',
        },
        cache: { endpoint: 'one-cache.ns.svc:6379' },
      },
    },
    {
      name: 'topic',
      spec: {},
      statuses: {
        topic: { topicName: 'ns.one', conditions: ready },
        user: { conditions: ready },
        access: { conditions: ready, binding: { name: 'one-kafka' } },
      },
      externals: {
        kafka: [
          {
            apiVersion: 'kafka.strimzi.io/v1',
            kind: 'Kafka',
            metadata: { name: 'atlas', namespace: 'kafka' },
            status: {
              listeners: [{ name: 'tls', bootstrapServers: 'b:9093' }],
            },
          },
        ],
      },
      status: {
        topicName: 'ns.one',
        bootstrapServers: 'b:9093',
        secretName: 'one-kafka',
      },
    },
    {
      name: 'workspace',
      spec: { team: 'payments', editors: ['devs'] },
      statuses: { ns: { phase: 'Active' } },
      status: { namespace: 'one', phase: 'Active' },
    },
  ];

  it.each(cases)('brings $name to ACTIVE', ({ name, ...given }) => {
    const graph = platformGraph(name);
    const instance: KubernetesObject = {
      ...app(),
      spec: given.spec,
    };
    const settled = settle(
      graph,
      defaultInstance(graph, instance),
      (id, object) => ({
        ...object,
        metadata: { ...object.metadata, generation: 1 },
        status: given.statuses[id],
      }),
      given.externals,
    );
    expect(settled.error).toBeUndefined();
    expect(settled.state).toBe('ACTIVE');
    expect(settled.status).toEqual(given.status);
  });

  it('applies nothing when an expression fails for good', () => {
    const graph = buildGraph(
      definition({
        resources: [
          configMap('a', {}),
          configMap('b', { x: '${string(10 / (schema.spec.count - 1))}' }),
        ],
      }),
      types,
    );
    const now = step(graph, app(), {});
    expect(now.state).toBe('ERROR');
    expect(now.error).toMatch(/node "b": .*divi/);
    expect(now.nodes.a.desired).toEqual([]);
  });

  it('waits for data that a ready node does not have', () => {
    const graph = buildGraph(
      definition({
        resources: [configMap('a', {}), configMap('b', { x: '${a.data.y}' })],
      }),
      types,
    );
    const a = step(graph, app(), {}).nodes.a.desired[0];
    const now = step(graph, app(), { a: [a] });
    expect(now.state).toBe('IN_PROGRESS');
    expect(now.nodes.b).toMatchObject({ state: 'waiting', waitingFor: ['a'] });
    expect(now.conditions[2].message).toMatch(
      /^resource reconciliation failed: waiting for unresolved resource: gvr "\/v1, Resource=configmaps": node "b"/,
    );
  });

  it('gives up when includeWhen reads a field the instance does not have', () => {
    const graph = buildGraph(
      definition({
        schema: { spec: { flag: 'boolean' } },
        resources: [
          configMap('a', {}, { includeWhen: ['${schema.spec.flag}'] }),
        ],
      }),
      types,
    );
    expect(step(graph, app(), {}).state).toBe('ERROR');
  });

  it('expands collections in order and looks at each', () => {
    const graph = buildGraph(
      definition({
        schema: { spec: { names: '[]string', count: 'integer' } },
        resources: [
          {
            ...configMap('a', { v: '${n + string(m)}' }),
            template: {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'x-${n}-${string(m)}' },
              data: { v: '${n + string(m)}' },
            },
            forEach: [
              { n: '${schema.spec.names}' },
              { m: '${lists.range(2)}' },
            ],
            readyWhen: ['${each.data.v != ""}'],
          },
          configMap('b', { all: '${a.map(c, c.data.v).join(",")}' }),
        ],
      }),
      types,
    );
    const instance = app({ names: ['p', 'q'] });
    const first = step(graph, instance, {});
    expect(first.nodes.a.desired.map(o => o.metadata.name)).toEqual([
      'x-p-0',
      'x-p-1',
      'x-q-0',
      'x-q-1',
    ]);
    const second = step(graph, instance, {
      a: [...first.nodes.a.desired].reverse(),
    });
    expect(second.nodes.a.state).toBe('ready');
    expect(second.nodes.b.desired[0].data).toEqual({ all: 'p0,p1,q0,q1' });
  });
});
