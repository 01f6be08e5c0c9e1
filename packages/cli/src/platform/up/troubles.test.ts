import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../__fixtures__/cliProcess';
import { root } from '../../root';
import { openCluster } from '../cluster/cluster';
import {
  docker,
  fakeTools,
  FakeTools,
  pretendKind,
} from '../__fixtures__/fakeTools';
import {
  CORE,
  sandboxPlatform,
  SandboxPlatform,
} from '../__fixtures__/sandboxPlatform';

jest.setTimeout(120_000);

const withoutFlux = CORE.split(',')
  .filter(name => name !== 'flux')
  .join(',');

describe('what `up` says of troubles', () => {
  let platform: SandboxPlatform;
  let tools: FakeTools;
  let ports: string[];

  beforeAll(async () => {
    platform = await sandboxPlatform();
    ports = (await freePorts(2)).map(String);
    tools = fakeTools();
    tools.add('docker', docker());
    tools.add('helm', 'echo v4.1.0');
    const clusters = join(platform.sandbox.kubeconfig, '..', 'clusters');
    writeFileSync(clusters, '');
    tools.add('kind', pretendKind(clusters, platform.sandbox.kubeconfig));
  });
  afterAll(async () => {
    tools.remove();
    await platform.stop();
  });

  /** Over a Kind that only pretends: a new cluster has no Flux, and this one takes it. */
  const upOnKind = (...args: string[]) =>
    platform.run(
      [
        ...['up', '--git', platform.git, '--no-portal'],
        ...['--existing', withoutFlux],
        ...['--http-port', ports[0], '--git-port', ports[1], ...args],
      ],
      { PATH: tools.path, KIND_EXPERIMENTAL_PROVIDER: '' },
    );

  it('names the pod whose image cannot be pulled', async () => {
    const tree = join(platform.sandbox.kubeconfig, '..', 'tree');
    cpSync(join(root, 'kind'), tree, { recursive: true });
    const versions = join(tree, 'versions.yaml');
    writeFileSync(
      versions,
      readFileSync(versions, 'utf8').replace(
        /(FLUX_SOURCE_CONTROLLER_VERSION:) .*/,
        '$1 broken',
      ),
    );
    const { ended, output } = upOnKind(...['--tree', tree, '--timeout', '8s']);
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(
      /… \d of \d ready: waiting for Deployment flux-system\/source-controller: 0\s+of 1 pods are ready/,
    );
    expect(output()).toMatch(
      /✖ Deployment flux-system\/source-controller does not become ready: 0 of 1/,
    );
    expect(output()).toMatch(
      /pod source-controller-\S+, container manager: (ErrImagePull|ImagePullBackOff)/,
    );
    expect(output()).toMatch(
      /→ Look closer: kubectl --kubeconfig \S+ describe deployment source-controller -n flux-system\. When it is mended, run the same command again/,
    );
  });

  it('leaves alone what Flux looks after already', async () => {
    const cluster = openCluster(platform.sandbox.kubeconfig);
    const ref = {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      name: 'flux',
      namespace: 'flux-system',
    };
    const first = upOnKind('--timeout', '20s');
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(first.output()).toMatch(/✔ Flux runs \(\d+ objects\)\./);
    await cluster.apply({
      ...{ apiVersion: ref.apiVersion, kind: ref.kind },
      metadata: { name: ref.name, namespace: ref.namespace },
      spec: {
        sourceRef: { kind: 'GitRepository', name: 'platform' },
        path: './core/flux',
        prune: false,
        interval: '10m',
      },
    });
    while (!(await cluster.read(ref))?.status?.lastAppliedRevision) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const second = upOnKind('--timeout', '20s');
    expect(await second.ended).toMatchObject({ code: 0 });
    expect(second.output()).toMatch(
      /- Flux is there, and keeps itself as Git says\./,
    );
  });

  it('leaves nothing behind that Git drops once Flux has taken over', async () => {
    const cluster = openCluster(platform.sandbox.kubeconfig);
    const priority = async () => {
      const deployment = await cluster.read({
        ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
        ...{ name: 'source-controller', namespace: 'flux-system' },
      });
      return Object(deployment?.spec).template.spec.priorityClassName;
    };
    const path = 'core/flux/source-controller.yaml';
    const text = readFileSync(join(root, 'kind', path), 'utf8');
    expect(await priority()).toBe('system-cluster-critical');
    await platform.commit(path, text.replace(/ +priorityClassName: .*\n/, ''));
    while (await priority()) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  });

  it("uses the platform's own Gitea, as its administrator, until Flux cannot reach it", async () => {
    const cluster = openCluster(platform.sandbox.kubeconfig);
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'gitea' },
    });
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'gitea-admin', namespace: 'gitea' },
      stringData: { username: 'atlas', password: platform.token },
    });
    const { port } = new URL(platform.git);
    const { ended, output } = platform.run([
      ...['up', '--state', `${platform.state}-own`, '--no-portal'],
      ...['--kubeconfig', platform.sandbox.kubeconfig, '--git-port', port],
      ...['--existing', `${CORE},gitea`, '--timeout', '3s'],
    ]);
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(/- Gitea is there already\./);
    expect(output()).toMatch(
      new RegExp(
        `✔ http://127\\.0\\.0\\.1:${port}/atlas/platform\\.git holds (the|a) platform`,
      ),
    );
    // The sandbox's Flux is no pod, and knows no Services.
    expect(output()).toMatch(
      /✖ GitRepository flux-system\/platform does not become ready: .*gitea-http/s,
    );
  });
});
