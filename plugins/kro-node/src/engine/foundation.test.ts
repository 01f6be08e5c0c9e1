import {
  evaluateValidationRules,
  KubernetesObject,
  plan,
  Plan,
  validateInstance,
} from '@mini-atlas/kro';
import { foundationGraph } from '../__testUtils__/foundation';

/*
 * What the platform's own abstractions promise to those who order, as the preview computes it.
 */
type Spec = Record<string, unknown>;
// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

const graphs = {
  workspace: foundationGraph('workspace'),
  webapplication: foundationGraph('webapplication'),
  infrastructure: foundationGraph('infrastructure'),
  topic: foundationGraph('topic'),
};
type Name = keyof typeof graphs;

const LEAST: Record<Name, Spec> = {
  workspace: { team: 'storefront' },
  webapplication: { image: 'nginxinc/nginx-unprivileged', tag: '1.27' },
  infrastructure: {},
  topic: {},
};

function instance(name: Name, spec: Spec): KubernetesObject {
  return {
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind: graphs[name].kind,
    metadata: {
      name: 'web',
      ...(name === 'workspace' ? {} : { namespace: 'shop' }),
    },
    spec: { ...LEAST[name], ...spec },
  };
}

function planned(name: Name, spec: Spec = {}, observed = {}): Plan {
  const result = plan(graphs[name], instance(name, spec), observed);
  expect(result.error).toBeUndefined();
  return result;
}

function child({ nodes }: Plan, id: string): Body {
  return nodes.find(node => node.id === id)?.objects[0]?.object;
}

const outcomes = ({ nodes }: Plan) =>
  Object.fromEntries(nodes.map(({ id, outcome }) => [id, outcome]));

/** Paths of the fields for which the API server would refuse to create an instance. */
const faults = (name: Name, spec: Spec) =>
  validateInstance(graphs[name], instance(name, spec)).map(({ path }) => path);

/** How many rules about changes one from a spec to another breaks. */
function refusals(name: Name, from: Spec, to: Spec): number {
  const [version] = (graphs[name].crd.spec as Body).versions;
  return evaluateValidationRules(
    version.schema.openAPIV3Schema,
    instance(name, to),
    instance(name, from),
    '',
  ).length;
}

describe('a web application', () => {
  const container = (spec: Spec) =>
    child(planned('webapplication', spec), 'deployment').spec.template.spec
      .containers[0];
  const environment = (spec: Spec): Body[] => container(spec).env;
  const names = (spec: Spec) => environment(spec).map(({ name }) => name);
  const DATABASE = [
    'DATABASE_URL',
    'JDBC_DATABASE_URL',
    'PGHOST',
    'PGPORT',
    'PGDATABASE',
    'PGUSER',
    'PGPASSWORD',
    'REDIS_PASSWORD',
    'REDIS_HOST',
    'REDIS_PORT',
    'REDIS_URL',
  ];
  const TOPIC = [
    'KAFKA_BOOTSTRAP_SERVERS',
    'KAFKA_SECURITY_PROTOCOL',
    'KAFKA_SASL_MECHANISM',
    'KAFKA_SASL_USERNAME',
    'KAFKA_SASL_PASSWORD',
    'KAFKA_SASL_JAAS_CONFIG',
    'KAFKA_SSL_CA',
    'KAFKA_TOPIC',
    'KAFKA_GROUP_ID',
  ];

  it('gets what it uses under the names that libraries look for', () => {
    const spec = { uses: { infrastructure: ['orders'], topics: ['events'] } };
    expect(names(spec)).toEqual([...DATABASE, ...TOPIC]);
    expect(environment(spec)).toEqual(
      expect.arrayContaining([
        {
          name: 'DATABASE_URL',
          valueFrom: { secretKeyRef: { name: 'orders-app', key: 'uri' } },
        },
        {
          name: 'REDIS_URL',
          value: 'redis://default:$(REDIS_PASSWORD)@orders-cache:6379',
        },
        {
          name: 'KAFKA_SSL_CA',
          valueFrom: {
            secretKeyRef: { name: 'events-kafka', key: 'ssl.truststore.crt' },
          },
        },
        { name: 'KAFKA_TOPIC', value: 'shop.events' },
        { name: 'KAFKA_GROUP_ID', value: 'shop.web' },
      ]),
    );
  });

  it('gets each of several under its own name, and the first as before', () => {
    const infrastructure = ['orders', 'ledger-one'];
    expect(names({ uses: { infrastructure } })).toEqual([
      ...DATABASE,
      ...DATABASE.map(name => `ORDERS_${name}`),
      ...DATABASE.map(name => `LEDGER_ONE_${name}`),
    ]);
    expect(environment({ uses: { infrastructure } })).toContainEqual({
      name: 'LEDGER_ONE_REDIS_URL',
      value:
        'redis://default:$(LEDGER_ONE_REDIS_PASSWORD)@ledger-one-cache:6379',
    });
    expect(names({ uses: { topics: ['a', 'b'] } })).toEqual([
      ...TOPIC,
      ...TOPIC.map(name => `A_${name}`),
      ...TOPIC.map(name => `B_${name}`),
    ]);
  });

  it('sets itself what it likes, made of what it uses', () => {
    const env = [
      { name: 'PGPORT', value: '6432' },
      { name: 'DSN', value: '$(PGHOST):$(PGPORT)' },
    ];
    const spec = { env, uses: { infrastructure: ['orders'] } };
    expect(names(spec)).toEqual([
      ...DATABASE.filter(name => name !== 'PGPORT'),
      'PGPORT',
      'DSN',
    ]);
  });

  it('names each variable once', () => {
    const env = ['A', 'B', 'A'].map(name => ({ name, value: name }));
    expect(faults('webapplication', { env })).toEqual(['spec.env']);
  });

  it('leaves the number of its copies to the autoscaler', () => {
    const scaled = planned('webapplication', {
      replicas: 3,
      autoscaling: { enabled: true, maxReplicas: 2, cpuPercent: 60 },
    });
    expect(child(scaled, 'deployment').spec).not.toHaveProperty('replicas');
    expect(child(scaled, 'autoscaler').spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 3,
      metrics: [{ resource: { target: { averageUtilization: 60 } } }],
    });
    const stopped = planned('webapplication', {
      replicas: 0,
      autoscaling: { enabled: true },
    });
    expect(child(stopped, 'deployment').spec.replicas).toBe(0);
    expect(outcomes(stopped)).toMatchObject({
      autoscaler: 'skipped',
      pdb: 'skipped',
    });
  });

  it('runs as the user that is asked for, else as the one of its image', () => {
    const pod = (spec: Spec) =>
      child(planned('webapplication', spec), 'deployment').spec.template.spec;
    expect(pod({ user: 101 }).securityContext.runAsUser).toBe(101);
    expect(pod({}).securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: null,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(faults('webapplication', { user: 0 })).toEqual(['spec.user']);
  });

  describe('says how it is reached', () => {
    const gateway = (metadata: object, ...listeners: object[]) => ({
      gateway: [
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          metadata: { name: 'atlas', namespace: 'gateway', ...metadata },
          spec: { gatewayClassName: 'cilium', listeners },
        },
      ],
    });
    const HTTP = { name: 'http', port: 80, protocol: 'HTTP' };
    const HTTPS = { name: 'https', port: 443, protocol: 'HTTPS' };
    const PORT = { annotations: { 'mini-atlas.dev/external-port': '8080' } };
    const url = (host: string, observed: object) =>
      planned('webapplication', { host }, observed).status.url;

    it.each([
      ['plainly', gateway({}, HTTP), 'http://shop.localhost'],
      ['at another port', gateway(PORT, HTTP), 'http://shop.localhost:8080'],
      ['with TLS', gateway(PORT, HTTP, HTTPS), 'https://shop.localhost'],
      [
        'with TLS for hosts like it',
        gateway({}, HTTP, { ...HTTPS, hostname: '*.localhost' }),
        'https://shop.localhost',
      ],
      [
        'plainly, as TLS is for others',
        gateway({}, HTTP, { ...HTTPS, hostname: '*.example.com' }),
        'http://shop.localhost',
      ],
    ])('%s', (_, observed, address) => {
      expect(url('shop.localhost', observed)).toBe(address);
    });

    it('or nothing, without a host', () => {
      const inside = planned('webapplication');
      expect(inside.status).not.toHaveProperty('url');
      expect(outcomes(inside)).toMatchObject({
        gateway: 'skipped',
        route: 'skipped',
        deployment: 'create',
      });
    });
  });
});

describe('an infrastructure', () => {
  it('has an image for each version, and no way back', () => {
    for (const version of [16, 17, 18]) {
      const { spec } = child(
        planned('infrastructure', { database: { version } }),
        'cluster',
      );
      expect(spec.imageName).toMatch(
        new RegExp(`^ghcr.io/.*:${version}\\.\\d+-.*@sha256:[0-9a-f]{64}$`),
      );
    }
    const of = (version: number) => ({ database: { version } });
    expect(faults('infrastructure', of(15))).toEqual(['spec.database.version']);
    expect(refusals('infrastructure', of(17), of(18))).toBe(0);
    expect(refusals('infrastructure', of(18), of(17))).toBe(1);
  });

  it('is copied on a schedule where that is asked for', () => {
    const plain = planned('infrastructure');
    expect(outcomes(plain).backup).toBe('skipped');
    expect(child(plain, 'cluster').spec).not.toHaveProperty('backup');
    const copied = (backup: Spec, instances = 1) =>
      planned('infrastructure', {
        database: { instances, backup: { enabled: true, ...backup } },
      });
    expect(child(copied({ schedule: '30 2 * * 0' }), 'backup').spec).toEqual({
      cluster: { name: 'web' },
      schedule: '0 30 2 * * 0',
      method: 'volumeSnapshot',
      online: true,
      backupOwnerReference: 'none',
    });
    expect(child(copied({}, 2), 'backup').spec.online).toBe(false);
    expect(child(copied({}), 'cluster').spec.backup).toEqual({
      volumeSnapshot: { snapshotOwnerReference: 'backup' },
    });
    expect(
      child(copied({ snapshotClass: 'fast' }), 'cluster').spec.backup
        .volumeSnapshot.className,
    ).toBe('fast');
  });

  it.each([
    ['0 3 * * *', true],
    ['*/15 0-6 1,15 * 1-5', true],
    ['5 4 * * 0', true],
    ['0 0 3 * * *', false],
    ['60 3 * * *', false],
    ['0 24 * * *', false],
    ['0 3 * * 7', false],
    ['nightly', false],
  ])('takes %s for a schedule: %s', (schedule, isOne) => {
    const spec = { database: { backup: { enabled: true, schedule } } };
    expect(faults('infrastructure', spec)).toEqual(
      isOne ? [] : ['spec.database.backup.schedule'],
    );
  });

  it('has a cache that asks for the password of the database', () => {
    const [cache] = child(planned('infrastructure'), 'cache').spec.template.spec
      .containers;
    expect(cache.env).toEqual([
      {
        name: 'REDISCLI_AUTH',
        valueFrom: { secretKeyRef: { name: 'web-app', key: 'password' } },
      },
    ]);
    expect(cache.args.slice(0, 2)).toEqual([
      '--requirepass',
      '$(REDISCLI_AUTH)',
    ]);
  });
});

describe('a topic', () => {
  const KAFKA = {
    kafka: [
      {
        apiVersion: 'kafka.strimzi.io/v1',
        kind: 'Kafka',
        metadata: { name: 'atlas', namespace: 'kafka' },
      },
    ],
  };

  it.each([
    ['delete', 'delete'],
    ['compact', 'compact'],
    ['both', 'compact,delete'],
  ])('is cleaned up by %s', (cleanupPolicy, policy) => {
    const topic = child(planned('topic', { cleanupPolicy }, KAFKA), 'topic');
    expect(topic.spec.config['cleanup.policy']).toBe(policy);
  });

  it('has quotas in bytes', () => {
    const quota = { produce: '1Mi', consume: '512Ki' };
    const user = child(planned('topic', { quota }, KAFKA), 'user');
    expect(user.spec.quotas).toEqual({
      producerByteRate: 1048576,
      consumerByteRate: 524288,
    });
  });

  it('grows, and does not shrink', () => {
    const of = (partitions: number) => ({ partitions });
    expect(refusals('topic', of(3), of(6))).toBe(0);
    expect(refusals('topic', of(6), of(3))).toBe(1);
  });
});

describe('a workspace', () => {
  it('opens no port of a node, and counts what its volumes take', () => {
    expect(child(planned('workspace'), 'quota').spec.hard).toEqual({
      'requests.cpu': '4',
      'requests.memory': '8Gi',
      'requests.storage': '50Gi',
      persistentvolumeclaims: '20',
      pods: '40',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    });
  });

  it('lets the API server be reached by databases alone', () => {
    const workspace = planned('workspace');
    const policies = ['isolation', 'gatewayAccess', 'databaseAccess'].map(
      id => child(workspace, id).spec,
    );
    const reachesServer = policies.filter(({ egress = [] }) =>
      egress.some((rule: Body) => rule.toEntities?.includes('kube-apiserver')),
    );
    expect(reachesServer.map(spec => spec.endpointSelector)).toEqual([
      { matchExpressions: [{ key: 'cnpg.io/cluster', operator: 'Exists' }] },
    ]);
  });

  it('gives editors a role that leaves writing to Git', () => {
    expect(outcomes(planned('workspace')).editors).toBe('skipped');
    expect(
      child(planned('workspace', { editors: ['devs'] }), 'editors').roleRef,
    ).toMatchObject({ name: 'mini-atlas-workspace-editor' });
  });
});

it.each(Object.keys(LEAST) as Name[])(
  'takes the least that a %s needs',
  name => {
    expect(faults(name, {})).toEqual([]);
  },
);
