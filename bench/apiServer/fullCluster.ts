/*
 * A program: the sandbox's API server alone, full of instances and their children. Tells whoever started it where it
 * is, and its memory whenever it is sent anything; ends when that one does.
 */
import { startApiServer } from '@mini-atlas/sandbox';

/** How many instances there are, each with one child of each of `CHILDREN`. */
const INSTANCES = 5_000;
const NAMESPACES = 50;
const WRITE = { fieldManager: 'bench' };

const CHILDREN = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  },
  { apiVersion: 'v1', kind: 'ConfigMap', data: { 'web.conf': 'on' } },
];

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.bench.mini-atlas.dev' },
  spec: {
    group: 'bench.mini-atlas.dev',
    scope: 'Namespaced',
    names: { plural: 'things', singular: 'thing', kind: 'Thing' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  image: { type: 'string' },
                  tag: { type: 'string' },
                  replicas: { type: 'integer', default: 2, maximum: 20 },
                },
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};

const memoryMiB = () => Math.round(process.memoryUsage().rss / 2 ** 20);

async function main(): Promise<void> {
  const server = await startApiServer({
    tokens: [{ token: 'bench', user: 'bench', groups: ['system:masters'] }],
    log: () => undefined,
  });
  const { client } = server;
  client.create(definition, WRITE);
  for (let i = 0; i < NAMESPACES; i++) {
    const metadata = { name: `bench-${i}` };
    client.create({ apiVersion: 'v1', kind: 'Namespace', metadata }, WRITE);
  }
  for (let i = 0; i < INSTANCES; i++) {
    const metadata = { name: `web-${i}`, namespace: `bench-${i % NAMESPACES}` };
    client.create(
      {
        apiVersion: 'bench.mini-atlas.dev/v1',
        kind: 'Thing',
        metadata,
        spec: { image: 'nginx', tag: '1.27' },
      },
      WRITE,
    );
    for (const child of CHILDREN) client.create({ ...child, metadata }, WRITE);
  }
  const tell = () =>
    process.send?.({
      url: server.url,
      caCertificate: server.caCertificate,
      memoryMiB: memoryMiB(),
    });
  process.on('message', tell);
  process.on('disconnect', () => process.exit(0));
  tell();
}

void main();
