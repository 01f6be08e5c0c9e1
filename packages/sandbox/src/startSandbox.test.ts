import { execFile, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  SandboxUnderTest,
  sandboxUnderTest,
  temporaryState,
} from './testing/sandboxUnderTest';
import { ClusterAnswer } from './testing/clusterApi';
import {
  tenantFile,
  tenantPath,
  workspaceFile,
  workspacePath,
} from './testing/manifests';
import { startSandbox } from './startSandbox';
import { SandboxOptions } from './sandbox';

const run = promisify(execFile);
const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const PLATFORM = join(__dirname, '../../../kind');
const KUBECTL = '/usr/bin/kubectl';
const hasKubectl = spawnSync(KUBECTL, ['version', '--client']).status === 0;
const describeWithKubectl = hasKubectl ? describe : describe.skip;

const start = (state: string, options: Partial<SandboxOptions> = {}) =>
  sandboxUnderTest({ state, platform: PLATFORM, ...options });

type Body = ClusterAnswer['body'];

const isReady = (body: Body) =>
  body.status?.state === 'ACTIVE' &&
  body.status.conditions.some(
    ({ type, status }: Body) => type === 'Ready' && status === 'True',
  );
const names = (list: Body): string[] =>
  list.items.map(({ metadata }: Body) => metadata.name);

/** Whether anybody listens at an address. */
function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

describe('a sandbox', () => {
  let atlas: SandboxUnderTest;
  let state: string;
  let removeState: () => Promise<void>;

  beforeAll(async () => {
    [state, removeState] = await temporaryState();
    atlas = await start(state);
  }, 60_000);
  afterAll(async () => {
    await atlas.stop();
    await removeState();
  });

  async function order(name: string, files: Record<string, string | null>) {
    const number = await atlas.propose(name, files);
    expect(await atlas.merge(number)).toMatchObject({ status: 200 });
  }

  it('serves the abstractions as soon as it has started', async () => {
    const { body } = await atlas.get(ATLAS);
    expect(body.resources.map(({ kind }: Body) => kind)).toEqual(
      expect.arrayContaining([
        'Workspace',
        'WebApplication',
        'Infrastructure',
        'Topic',
      ]),
    );
  });

  it('lays down the tree of the platform, but for the example tenant', async () => {
    const { body } = await atlas.forge('GET', '/git/trees/main?recursive=true');
    const paths = body.tree.map(({ path }: Body) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'core/cilium/release.yaml',
        'delivery/tenants/README.md',
        'flux/platform.yaml',
        'foundation/workspace.yaml',
      ]),
    );
    expect(
      paths.filter((path: string) => /^delivery.*\.yaml$/.test(path)),
    ).toEqual([]);
  });

  it('makes what pull requests order, with children and labels', async () => {
    await order('all-four', {
      ...workspaceFile('shop'),
      ...tenantFile('shop', 'WebApplication', 'web', {
        image: 'nginx',
        tag: '1.27',
        host: 'shop.example.com',
        // Its pods run only when the operators have written every key of it.
        uses: { infrastructure: ['db'], topics: ['orders'] },
      }),
      ...tenantFile('shop', 'WebApplication', 'elastic', {
        image: 'nginx',
        tag: '1.27',
        autoscaling: { enabled: true },
      }),
      ...tenantFile('shop', 'Infrastructure', 'db', {
        database: { backup: { enabled: true } },
      }),
      ...tenantFile('shop', 'Topic', 'orders'),
    });
    await atlas.until(`${ATLAS}/workspaces/shop`, isReady);
    const inShop = `${ATLAS}/namespaces/shop`;
    const web = await atlas.until(`${inShop}/webapplications/web`, isReady);
    expect(web.status).toMatchObject({
      url: 'http://shop.example.com',
      readyReplicas: 2,
    });
    const db = await atlas.until(`${inShop}/infrastructures/db`, isReady);
    expect(db.status.database.secretName).toBe('db-app');
    const topic = await atlas.until(`${inShop}/topics/orders`, isReady);
    expect(topic.status.topicName).toBe('shop.orders');

    await atlas.until(
      '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/elastic',
      ({ status }) => status?.desiredReplicas === 2,
    );
    // KRO does not write the number back.
    await atlas.until(
      '/apis/apps/v1/namespaces/shop/deployments/elastic',
      ({ status }) => status?.availableReplicas === 2,
    );
    await atlas.until(`${inShop}/webapplications/elastic`, isReady);

    const deployment = await atlas.get(
      '/apis/apps/v1/namespaces/shop/deployments/web',
    );
    expect(deployment.body.metadata.labels).toMatchObject({
      'kro.run/instance-name': 'web',
      'kro.run/instance-id': web.metadata.uid,
      'applyset.kubernetes.io/part-of':
        web.metadata.labels['applyset.kubernetes.io/id'],
    });
    const children = await Promise.all(
      [
        '/api/v1/namespaces/shop/services',
        '/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes',
        '/apis/postgresql.cnpg.io/v1/namespaces/shop/clusters',
        '/apis/access.strimzi.io/v1alpha1/namespaces/shop/kafkaaccesses',
        '/api/v1/namespaces/shop/resourcequotas',
      ].map(async path => names((await atlas.get(path)).body)),
    );
    expect(children).toEqual([
      expect.arrayContaining(['db-cache', 'db-rw', 'elastic', 'web']),
      ['web'],
      ['db'],
      ['orders-kafka'],
      ['workspace'],
    ]);
  }, 30_000);

  it('explains a failing image by events', async () => {
    await order('broken', {
      ...workspaceFile('trial'),
      ...tenantFile('trial', 'WebApplication', 'bad', {
        image: 'nginx',
        tag: 'broken',
      }),
    });
    const events = await atlas.until('/api/v1/namespaces/trial/events', list =>
      list.items.some(({ reason }: Body) => reason === 'BackOff'),
    );
    expect(events.items.map(({ message }: Body) => message)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Failed to pull image "nginx:broken": /),
        'Error: ImagePullBackOff',
      ]),
    );
    const { body } = await atlas.get(
      `${ATLAS}/namespaces/trial/webapplications/bad`,
    );
    expect(body.status.state).toBe('IN_PROGRESS');
  }, 30_000);

  it('reports what the API server refuses on the Kustomization', async () => {
    await order('latest', {
      ...workspaceFile('strict'),
      ...tenantFile('strict', 'WebApplication', 'web', {
        image: 'nginx',
        tag: 'latest',
      }),
    });
    const tenants =
      '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/tenants';
    await atlas.until(tenants, ({ status }) =>
      status.conditions.some(
        ({ reason, message }: Body) =>
          reason === 'ReconciliationFailed' &&
          message.includes('spec.tag: Invalid value: "latest"'),
      ),
    );
    await order('not-latest', {
      [tenantPath('strict', 'WebApplication', 'web')]: null,
    });
    const { status } = await atlas.until(tenants, body =>
      body.status.conditions.some(
        ({ type, status: value }: Body) => type === 'Ready' && value === 'True',
      ),
    );
    expect(status.lastAppliedRevision).toBe(status.lastAttemptedRevision);
  }, 30_000);

  it('answers a merge conflict as Gitea does', async () => {
    const [first, second] = [
      await atlas.propose('one', workspaceFile('twice')),
      await atlas.propose('other', {
        [workspacePath('twice')]: '# quite another\n',
      }),
    ];
    expect((await atlas.merge(first)).status).toBe(200);
    expect(await atlas.merge(second)).toMatchObject({
      status: 405,
      body: { message: 'Please try again later' },
    });
  }, 30_000);

  it('prunes a workspace that is removed from Git, with everything in it', async () => {
    await order('come', {
      ...workspaceFile('brief'),
      ...tenantFile('brief', 'Topic', 'orders'),
    });
    await atlas.until(`${ATLAS}/namespaces/brief/topics/orders`, isReady);
    await order('go', {
      [workspacePath('brief')]: null,
      [tenantPath('brief', 'Topic', 'orders')]: null,
    });
    const gone = (_: Body, status: number) => status === 404;
    await atlas.until(`${ATLAS}/workspaces/brief`, gone);
    await atlas.until('/api/v1/namespaces/brief', gone);
    await atlas.until(
      '/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkatopics/brief.orders',
      gone,
    );
    expect((await atlas.get(`${ATLAS}/workspaces/shop`)).status).toBe(200);
  }, 30_000);

  describeWithKubectl('with kubectl', () => {
    it('lets kubectl in', async () => {
      const { stdout } = await run(KUBECTL, [
        `--kubeconfig=${atlas.sandbox.kubeconfig}`,
        'get',
        'workspaces',
        '--output=name',
      ]);
      expect(stdout).toContain('workspace.mini-atlas.dev/shop');
      const refused = await run(KUBECTL, [
        `--kubeconfig=${atlas.sandbox.portalKubeconfig}`,
        'get',
        'secrets',
        '--namespace=shop',
      ]).catch(error => error);
      expect(refused.stderr).toMatch(
        /secrets is forbidden: User "system:serviceaccount:backstage:mini-atlas-portal" cannot list/,
      );
    });
  });

  it('ends at once, and is rebuilt from Git at the next start', async () => {
    const { sandbox } = atlas;
    const before = Date.now();
    await atlas.stop();
    expect(Date.now() - before).toBeLessThan(2_000);
    expect(await answers(sandbox.apiUrl)).toBe(false);
    expect(await answers(sandbox.forge.url)).toBe(false);

    atlas = await start(state);
    await atlas.until(`${ATLAS}/workspaces/shop`, isReady);
    await atlas.until(`${ATLAS}/namespaces/shop/webapplications/web`, isReady);
    expect((await atlas.get(`${ATLAS}/workspaces/brief`)).status).toBe(404);
  }, 60_000);

  it('leaves room for others: empty, and without controllers', async () => {
    const [emptyState, removeEmpty] = await temporaryState();
    const [bareState, removeBare] = await temporaryState();
    const [empty, bare] = await Promise.all([
      start(emptyState, { empty: true }),
      start(bareState, { controllers: [] }),
    ]);
    const rgds = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';
    expect(names((await empty.get(rgds)).body)).toEqual([]);
    expect((await empty.forge('GET', '/contents')).status).toBe(404);
    expect(names((await bare.get(rgds)).body)).toEqual([]);
    expect((await bare.forge('GET', '/contents/foundation')).status).toBe(200);
    expect((await atlas.get(`${ATLAS}/workspaces/shop`)).status).toBe(200);
    await Promise.all([empty.stop(), bare.stop()]);
    await Promise.all([removeEmpty(), removeBare()]);
  }, 60_000);

  it('names a flag that KRO does not know, and leaves nothing running', async () => {
    const [otherState, removeOther] = await temporaryState();
    await expect(
      startSandbox({
        state: otherState,
        platform: PLATFORM,
        kroArgs: ['--no-such-flag'],
      }),
    ).rejects.toThrow(/--no-such-flag/);
    await removeOther();
  });
});
