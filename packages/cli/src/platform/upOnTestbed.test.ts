import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestbed, Testbed } from '@mini-atlas/testbed';
import { CliProcess, freePorts, runCli } from '../__fixtures__/cliProcess';
import { root } from '../root';
import { CORE } from './__fixtures__/sandboxPlatform';
import { Cluster, openCluster } from './cluster/cluster';
import { ClusterObject } from './cluster/clusterObject';
import { healthOf } from './cluster/health';
import { findHost } from './git/findHost';
import { connectGitea } from './git/giteaHost';
import { connectHost } from './git/hostApi';
import { ownToken, PORTAL_ACCOUNT, setWebhook } from './git/ownGitea';
import { parseRepository } from './git/repositoryAddress';

/** Needs Go, and a quarter of an hour at the first time: `npm run test:testbed`. */
const describeTestbed = process.env.MINI_ATLAS_TESTBED
  ? describe
  : describe.skip;

jest.setTimeout(300_000);

const ATLAS = 'mini-atlas.dev/v1alpha1';

/** Everything but the cluster itself and what needs images, on the real control plane, Flux, KRO and Gitea. */
describeTestbed('up on the testbed', () => {
  let directory: string;
  let testbed: Testbed;
  let cluster: Cluster;
  let token: string;
  let git: string;
  let port: string;
  let running: CliProcess | undefined;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mini-atlas-up-testbed-'));
    const state = join(directory, 'testbed');
    testbed = await startTestbed({
      state,
      platform: join(root, 'kind'),
      empty: true,
    });
    cluster = openCluster(testbed.kubeconfig);
    token = JSON.parse(
      readFileSync(join(state, 'credentials.json'), 'utf8'),
    ).forgeOwner;
    git = `${testbed.forge.url}/${testbed.forge.repository}`;
    [port] = (await freePorts(1)).map(String);
  }, 3_600_000);

  afterAll(async () => {
    running?.child.kill('SIGKILL');
    await running?.ended;
    await testbed?.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  });

  const run = (...[command, ...args]: string[]) =>
    runCli([command, '--state', join(directory, 'platform'), ...args], {
      MINI_ATLAS_GIT_TOKEN: token,
      MINI_ATLAS_GIT_PORTAL_TOKEN: testbed.forge.token,
    });

  const up = (...args: string[]) =>
    run(
      ...['up', '--kubeconfig', testbed.kubeconfig, '--git', git],
      ...['--existing', CORE, '--timeout', '120s', '--port', port, ...args],
    );

  /** Waits until an object is as wanted; the test's time limit ends it. */
  async function until(
    ref: { kind: string; name: string; namespace?: string },
    wanted: (object: ClusterObject | undefined) => boolean,
  ): Promise<void> {
    while (!wanted(await cluster.read({ apiVersion: ATLAS, ...ref }))) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  const isReady = (object?: ClusterObject) =>
    object !== undefined && healthOf(object).ready;

  /** Commits a file to the branch that Flux follows. */
  async function commit(path: string, object: object): Promise<void> {
    const api = connectHost(`${testbed.forge.url}/api/v1`, {
      headers: { authorization: `token ${token}` },
      tokenFrom: 'the testbed',
    });
    await api.call(
      'POST',
      `/repos/${testbed.forge.repository}/contents/${path}`,
      {
        message: path,
        content: Buffer.from(JSON.stringify(object)).toString('base64'),
      },
    );
  }

  it('brings all layers, and a portal that answers', async () => {
    running = up();
    await running.says(/Portal {8}http:\S+/);
    expect(running.output()).toMatch(/✔ \S+\.git holds the platform\./);
    expect(running.output()).toMatch(/✔ All \d+ layers are ready\./);
    expect(running.output()).toMatch(
      /In Git it uses the token from\s+MINI_ATLAS_GIT_PORTAL_TOKEN/,
    );
    const portal = `http://localhost:${port}`;
    const signedIn = await fetch(`${portal}/api/auth/guest/refresh`, {
      method: 'POST',
    });
    const { backstageIdentity } = await signedIn.json();
    const answer = await fetch(`${portal}/api/kro/abstractions`, {
      headers: { authorization: `Bearer ${backstageIdentity.token}` },
    });
    const { items } = await answer.json();
    expect(items.map(({ name }: { name: string }) => name).sort()).toEqual([
      'infrastructure',
      'topic',
      'webapplication',
      'workspace',
    ]);
  });

  it('makes the example, and what Git orders', async () => {
    const inDemo = (kind: string, name: string) =>
      until({ kind, name, namespace: 'demo' }, isReady);
    await until({ kind: 'Workspace', name: 'demo' }, isReady);
    await inDemo('WebApplication', 'hello');
    await inDemo('WebApplication', 'orders');
    await inDemo('Infrastructure', 'store');
    await inDemo('Topic', 'orders');
    await commit('delivery/workspaces/proof.yaml', {
      apiVersion: ATLAS,
      kind: 'Workspace',
      metadata: { name: 'proof' },
      spec: { team: 'proof' },
    });
    await commit('delivery/tenants/proof/topic-orders.yaml', {
      apiVersion: ATLAS,
      kind: 'Topic',
      metadata: { name: 'orders', namespace: 'proof' },
      spec: {},
    });
    await until({ kind: 'Workspace', name: 'proof' }, isReady);
    await until({ kind: 'Topic', name: 'orders', namespace: 'proof' }, isReady);
    expect(
      await cluster.read({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: 'proof',
      }),
    ).toBeDefined();
  });

  it('has a status of which everything is ready, also when the portal has ended', async () => {
    running?.child.kill('SIGINT');
    expect(await running?.ended).toEqual({ code: 0, signal: null });
    const status = run('status', '--json');
    expect(await status.ended).toMatchObject({ code: 0 });
    const { ready, layers, abstractions, instances } = JSON.parse(
      status.output(),
    );
    expect(ready).toBe(true);
    expect(layers.map(({ name }: { name: string }) => name)).toEqual([
      ...['mini-atlas', 'foundation', 'workspaces', 'tenants'],
    ]);
    expect(abstractions).toHaveLength(4);
    expect(instances).toHaveLength(7);
    expect(instances.every((one: { ready: boolean }) => one.ready)).toBe(true);
  });

  it('changes nothing when it runs again', async () => {
    const again = up('--no-portal');
    expect(await again.ended).toMatchObject({ code: 0 });
    expect(again.output()).toMatch(/used\s+as it is;\s+nothing was pushed/);
  });

  it('goes away with everything it has brought, and leaves the rest', async () => {
    const down = run('down');
    expect(await down.ended).toMatchObject({ code: 0 });
    expect(down.output()).toMatch(/4 layers are gone\./);
    await until({ kind: 'Workspace', name: 'proof' }, one => !one);
    for (const [apiVersion, kind] of [
      ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
      ['source.toolkit.fluxcd.io/v1', 'GitRepository'],
      ['kro.run/v1alpha1', 'ResourceGraphDefinition'],
    ]) {
      expect(await cluster.list(apiVersion, kind)).toEqual([]);
    }
    expect(
      await cluster.read({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: 'flux-system',
      }),
    ).toBeDefined();
  });

  it('makes a private repository where there is none, in which Flux signs in', async () => {
    git = `${testbed.forge.url}/atlas/second`;
    // The part that needs no image, and is not waited for: what brings parts at all is proved by it.
    const first = up('--no-portal', '--existing', CORE.replace('sources,', ''));
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(first.output()).toMatch(/holds the platform, and was made for it\./);
    expect(first.output()).toMatch(/All 5 layers are ready\./);
    expect(first.output()).toMatch(
      /Flux follows \S+, signed in with a\s+token\./,
    );
    const down = run('down', '--remove-repository');
    expect(await down.ended).toMatchObject({ code: 0 });
    const host = await findHost(parseRepository(git), {
      token,
      tokenFrom: 'the testbed',
    });
    expect(await host.repository()).toBeUndefined();
  });

  it("gives the portal an account in the platform's own Gitea, with few rights", async () => {
    const owner = connectHost(`${testbed.forge.url}/api/v1`, {
      headers: { authorization: `token ${token}` },
      tokenFrom: 'the testbed',
    });
    const password = 'a-long-enough-password';
    await owner.call('POST', '/admin/users', {
      username: 'keeper',
      email: 'keeper@mini-atlas.invalid',
      password,
      must_change_password: false,
    });
    await owner.call('PATCH', '/admin/users/keeper', {
      login_name: 'keeper',
      source_id: 0,
      admin: true,
    });
    const api = connectGitea(
      testbed.forge.url,
      { username: 'keeper', password },
      'the test',
    );
    const { repository } = testbed.forge;
    const account = { ...PORTAL_ACCOUNT, login: 'portal-two' };
    const first = await ownToken(api, account, { repository, password });
    const second = await ownToken(api, account, { repository, password });
    expect(second).not.toBe(first);
    const address = parseRepository(`${testbed.forge.url}/${repository}`);
    const as = (secret: string) =>
      findHost(address, { token: secret, tokenFrom: 'the test' });
    await expect((await as(first)).account()).rejects.toThrow(
      'The Git host does not accept the token from the test',
    );
    const portal = await as(second);
    expect(await portal.repository()).toMatchObject({ writable: true });
    await expect(portal.removeRepository()).rejects.toThrow(
      'has too few rights',
    );
    const webhook = { repository, url: 'http://127.0.0.1:1/hook', secret: 's' };
    await setWebhook(api, webhook);
    await setWebhook(api, webhook);
    const hooks = await api.call('GET', `/repos/${repository}/hooks`);
    expect(hooks.body).toHaveLength(1);
  });
});
