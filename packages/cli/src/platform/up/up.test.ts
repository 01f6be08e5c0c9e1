import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openCluster } from '../cluster/cluster';
import {
  eventsOf,
  sandboxPlatform,
  SandboxPlatform,
} from '../__fixtures__/sandboxPlatform';

jest.setTimeout(120_000);

const SECRETS = { apiVersion: 'v1', kind: 'Secret', namespace: 'flux-system' };

describe('up on a cluster that exists', () => {
  let platform: SandboxPlatform;

  beforeAll(async () => {
    platform = await sandboxPlatform();
  });
  afterAll(() => platform.stop());

  /** Asks for the status until it says so; the test's time limit ends it. */
  async function statusSaying(text: RegExp): Promise<string> {
    for (;;) {
      const status = platform.run(['status']);
      expect(await status.ended).toMatchObject({ code: 0 });
      if (text.test(status.output())) return status.output();
    }
  }

  it('brings all layers to ready, and writes down what it made', async () => {
    const { ended, output } = platform.up();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(output()).toMatch(/✔ The cluster at https:\S+ answers \(Kubernetes/);
    expect(output()).toMatch(/- The cluster has its network already\./);
    expect(output()).toMatch(/- The cluster has Flux already\./);
    expect(output()).toMatch(
      /✔ \S+\/atlas\/platform\.git holds the platform\./,
    );
    expect(output()).toMatch(/✔ Flux follows \S+\/atlas\/platform\.git/);
    expect(output()).toMatch(/✔ All 4 layers are ready\./);
    expect(output()).toMatch(/✔ The portal may read the cluster/);
    expect(output()).toMatch(/The platform is ready\./);
    const { objects, cluster, without, git } = platform.record();
    expect(objects.map(({ name }: { name: string }) => name)).toEqual([
      'receiver-token',
      'platform',
      'mini-atlas',
      'mini-atlas-portal-token',
    ]);
    expect(cluster).toMatchObject({ made: false, id: expect.any(String) });
    expect(without).toEqual(['gitea']);
    expect(git).toEqual({ url: `${platform.git}.git`, made: false });

    // `up` waits for the platform, not for what is ordered of it.
    const said = await statusSaying(/Ordered {2}5 of 5 are ready/);
    expect(said).toMatch(/Layers {2}4 of 4 are ready/);
  });

  it('goes on with what it was told, and leaves the repository as it is', async () => {
    const { ended, output } = platform.run(['up', '--json', '--no-portal']);
    expect(await ended).toMatchObject({ code: 0 });
    const events = eventsOf(output());
    expect(events).toContainEqual(
      expect.objectContaining({
        event: 'done',
        step: 'repository',
        message: expect.stringMatching(
          /holds a platform already, which is used as it is; nothing was pushed/,
        ),
      }),
    );
    expect(events[events.length - 1]).toMatchObject({ event: 'ready' });
  });

  it('serves one platform with one state directory', async () => {
    const other = platform.up(['--git', `${platform.git}-2`]);
    expect(await other.ended).toMatchObject({ code: 1 });
    expect(other.output()).toMatch(
      /is delivered from \S+\/atlas\/platform\.git; that cannot be changed while it stands/,
    );
    expect(other.output()).toMatch(/→ Take that one away first/);
    const kind = platform.run(['up', '--name', 'x', '--kubeconfig', '/no']);
    expect(await kind.ended).toMatchObject({ code: 1 });
    expect(kind.output()).toMatch(/holds the platform on the cluster of/);
  });

  it('says which layer does not become ready, why, and what next', async () => {
    await platform.commit('foundation/broken.yaml', 'kind: [\n');
    const { ended, output } = platform.run([
      ...['up', '--json', '--no-portal', '--timeout', '5s'],
    ]);
    expect(await ended).toMatchObject({ code: 1 });
    const events = eventsOf(output());
    expect(events[events.length - 1]).toMatchObject({
      event: 'failed',
      step: 'layers',
      error: 'NotReady',
      next: expect.stringMatching(
        /kubectl --kubeconfig \S+ describe kustomization foundation -n flux-system/,
      ),
    });
    // The reason for people is told once, beside the events.
    expect(output().match(/^✖/gm)).toHaveLength(1);
    expect(output()).toMatch(
      /✖ Kustomization flux-system\/foundation does not become ready: failed to decode Kubernetes YAML/,
    );
    expect(output()).toMatch(/condition: Ready=False BuildFailed: /);
    expect(output()).toMatch(/event: Warning BuildFailed: /);

    const status = platform.run(['status', '--json']);
    expect(await status.ended).toMatchObject({ code: 1 });
    const found = JSON.parse(status.output());
    expect(found.ready).toBe(false);
    expect(found.layers).toContainEqual(
      expect.objectContaining({
        name: 'foundation',
        ready: false,
        reason: 'BuildFailed',
        message: expect.stringContaining('failed to decode'),
      }),
    );
  });

  it('goes with nothing but what it had made', async () => {
    const cluster = openCluster(platform.sandbox.kubeconfig);
    const foreign = { ...SECRETS, name: 'foreign' };
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: foreign.name, namespace: foreign.namespace },
    });
    const down = platform.run(['down']);
    expect(await down.ended).toMatchObject({ code: 0 });
    expect(down.output()).toMatch(/The repository \S+ is kept/);
    expect(down.output()).toMatch(/What `up` had made is gone\./);
    expect(await cluster.read({ ...SECRETS, name: 'receiver-token' })).toBe(
      undefined,
    );
    expect(await cluster.read(foreign)).toBeDefined();
    expect(existsSync(join(platform.state, 'platform.json'))).toBe(false);

    const again = platform.run(['down']);
    expect(await again.ended).toMatchObject({ code: 0 });
    expect(again.output()).toMatch(/knows of no platform: there is nothing/);
    const nothing = platform.run(['status']);
    expect(await nothing.ended).toMatchObject({ code: 2 });
    expect(nothing.output()).toMatch(
      /knows of no platform\.\n {2}→ Bring one: npm run up/,
    );
  });
});
