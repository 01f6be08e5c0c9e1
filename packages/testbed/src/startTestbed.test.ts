import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryState } from './__testUtils__/temporaryState';
import {
  TestbedUnderTest,
  testbedUnderTest,
} from './__testUtils__/testbedUnderTest';
import { isReady, manifest, ORDERS } from './__testUtils__/orders';

const run = promisify(execFile);
const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const RGDS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';

/** Needs Go, and a quarter of an hour at the first time: `npm run test:testbed`. */
const describeTestbed = process.env.MINI_ATLAS_TESTBED
  ? describe
  : describe.skip;

jest.setTimeout(180_000);

type Body = ReturnType<typeof JSON.parse>;

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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describeTestbed('a testbed', () => {
  let atlas: TestbedUnderTest;
  let state: string;
  let removeState: () => Promise<void>;

  beforeAll(async () => {
    [state, removeState] = temporaryState();
    atlas = await testbedUnderTest({ state });
  }, 3_600_000);
  afterAll(async () => {
    await atlas?.stop();
    await removeState();
  });

  it('serves the abstractions as soon as it has started', async () => {
    const { items } = await atlas.api.get<{ items: Body[] }>(RGDS);
    expect(
      items.map(({ metadata, status }) => [metadata.name, status.state]),
    ).toEqual([
      ['infrastructure', 'Active'],
      ['topic', 'Active'],
      ['webapplication', 'Active'],
      ['workspace', 'Active'],
    ]);
  });

  it('makes what a pull request orders', async () => {
    await atlas.order('all-four', ORDERS);
    await atlas.until(`${ATLAS}/workspaces/shop`, isReady);
    const inShop = `${ATLAS}/namespaces/shop`;
    const web = await atlas.until(`${inShop}/webapplications/web`, isReady);
    expect(web.status).toMatchObject({
      url: 'http://shop.example.com',
      readyReplicas: 2,
      routeAccepted: true,
    });
    const db = await atlas.until(`${inShop}/infrastructures/db`, isReady);
    expect(db.status.database).toMatchObject({
      secretName: 'db-app',
      readyInstances: 1,
      phase: 'Cluster in healthy state',
    });
    const topic = await atlas.until(`${inShop}/topics/orders`, isReady);
    expect(topic.status).toMatchObject({
      topicName: 'shop.orders',
      bootstrapServers: 'atlas-kafka-bootstrap.kafka.svc:9093',
      secretName: 'orders-kafka',
    });
  });

  it('lets the portal read everything but Secrets, and write nothing', async () => {
    const status = async (method: string, path: string) =>
      (await atlas.portal.call(method, path)).status;
    expect(
      await Promise.all(
        [
          `${ATLAS}/workspaces`,
          RGDS,
          '/api/v1/namespaces/shop/pods',
          '/apis/postgresql.cnpg.io/v1/namespaces/shop/clusters',
          '/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations',
        ].map(path => status('GET', path)),
      ),
    ).toEqual([200, 200, 200, 200, 200]);
    expect(await status('GET', '/api/v1/secrets')).toBe(403);
    expect(await status('DELETE', `${ATLAS}/workspaces/shop`)).toBe(403);
  });

  it('comes with a kubectl of its version', async () => {
    const { kubectl, kubeconfig } = atlas.testbed;
    const { stdout } = await run(kubectl, [
      `--kubeconfig=${kubeconfig}`,
      'version',
      '--output=json',
    ]);
    const { clientVersion, serverVersion } = JSON.parse(stdout);
    expect(clientVersion.gitVersion).toBe(serverVersion.gitVersion);
  });

  it('stands beside another one', async () => {
    const [otherState, removeOther] = temporaryState();
    const other = await testbedUnderTest({ state: otherState, empty: true });
    const { items } = await other.api.get<{ items: Body[] }>(RGDS);
    expect(items).toEqual([]);
    await atlas.api.get(`${ATLAS}/workspaces/shop`);
    await other.stop();
    await removeOther();
  });

  it('ends with everything it started, and takes up its state again', async () => {
    const { testbed } = atlas;
    await atlas.stop();
    expect(await answers(testbed.apiUrl)).toBe(false);
    expect(await answers(testbed.forge.url)).toBe(false);
    expect(testbed.processes.filter(({ pid }) => isAlive(pid))).toEqual([]);

    atlas = await testbedUnderTest({ state });
    await atlas.until(`${ATLAS}/namespaces/shop/webapplications/web`, isReady);
    await atlas.order('after-restart', {
      'delivery/workspaces/second.yaml': manifest(
        'Workspace',
        { name: 'second' },
        { team: 'shop' },
      ),
    });
    await atlas.until(`${ATLAS}/workspaces/second`, isReady);
  });

  it('reports a part that crashes, with the last lines of its log', async () => {
    const [otherState, removeOther] = temporaryState();
    const other = await testbedUnderTest({ state: otherState, empty: true });
    const kro = other.testbed.processes.find(({ name }) => name === 'kro');
    process.kill(kro?.pid ?? 0, 'SIGKILL');
    const { message } = await other.testbed.crashed;
    expect(message).toMatch(/^kro ended by itself \(signal SIGKILL\)\./);
    const log = readFileSync(join(otherState, 'logs', 'kro.log'), 'utf8');
    expect(message).toContain(log.trimEnd().split('\n').pop());
    await other.stop();
    await removeOther();
  });
});
