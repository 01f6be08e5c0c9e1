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

/**
 * The sandbox imitates Flux, but not what the root needs of it (`postBuild`): up to there it is the same platform, and
 * from there on it is one that does not become ready.
 */
describe('up on a cluster that exists', () => {
  let platform: SandboxPlatform;

  beforeAll(async () => {
    platform = await sandboxPlatform();
  });
  afterAll(() => platform.stop());

  it('brings what is missing, writes it down, and says what does not become ready', async () => {
    const { ended, output } = platform.up();
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(output()).toMatch(/✔ The cluster at https:\S+ answers \(Kubernetes/);
    expect(output()).toMatch(/- The cluster has its network already\./);
    expect(output()).toMatch(/- The cluster has Flux already\./);
    expect(output()).toMatch(
      /✔ \S+\/atlas\/platform\.git holds the platform\./,
    );
    expect(output()).toMatch(/✔ Flux follows \S+\/atlas\/platform\.git/);
    expect(output()).toMatch(
      /✖ Kustomization flux-system\/mini-atlas does not become ready: the sandbox does not imitate spec\.postBuild/,
    );
    expect(output()).toMatch(/condition: Ready=False BuildFailed: /);
    expect(output()).toMatch(/event: Warning BuildFailed: /);
    expect(output()).toMatch(
      /→ Look closer: kubectl --kubeconfig \S+ describe kustomization mini-atlas -n flux-system/,
    );
    const { objects, cluster, without, git } = platform.record();
    expect(objects.map(({ name }: { name: string }) => name)).toEqual([
      'receiver-token',
      'platform',
      'mini-atlas',
    ]);
    expect(cluster).toMatchObject({ made: false, id: expect.any(String) });
    expect(without).toEqual(['gitea']);
    expect(git).toEqual({ url: `${platform.git}.git`, made: false });
  });

  it('goes on with what it was told, and leaves the repository as it is', async () => {
    const { ended, output } = platform.run([
      ...['up', '--json', '--no-portal', '--timeout', '5s'],
    ]);
    expect(await ended).toMatchObject({ code: 1 });
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
    expect(events[events.length - 1]).toMatchObject({
      event: 'failed',
      step: 'layers',
      error: 'NotReady',
      next: expect.stringMatching(/kubectl/),
    });
    // The reason for people is told once, beside the events.
    expect(output().match(/^✖/gm)).toHaveLength(1);
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

  it('has a status, and goes with nothing but what it had made', async () => {
    const status = platform.run(['status', '--json']);
    expect(await status.ended).toMatchObject({ code: 1 });
    const found = JSON.parse(status.output());
    expect(found.ready).toBe(false);
    expect(found.layers).toMatchObject([
      {
        name: 'mini-atlas',
        ready: false,
        reason: 'BuildFailed',
        message: expect.stringContaining('postBuild'),
      },
    ]);
    const shown = platform.run(['status']);
    expect(await shown.ended).toMatchObject({ code: 1 });
    expect(shown.output()).toMatch(
      /Layers {2}0 of 1 is ready\n {2}… mini-atlas {2}the sandbox/,
    );

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
