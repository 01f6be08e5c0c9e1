import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { freePorts, occupy } from '../../__fixtures__/cliProcess';
import { root } from '../../root';
import { openCluster } from '../cluster/cluster';
import {
  docker,
  DOCKER_INFO,
  fakeTools,
  FakeTools,
  pretendKind,
} from '../__fixtures__/fakeTools';
import {
  eventsOf,
  sandboxPlatform,
  SandboxPlatform,
} from '../__fixtures__/sandboxPlatform';

jest.setTimeout(180_000);

/** What Flux gives Helm later. */
function ciliumValues(): unknown {
  const text = readFileSync(
    join(root, 'kind/core/cilium/release.yaml'),
    'utf8',
  );
  const release = parseAllDocuments(text)
    .map(document => document.toJS())
    .find(({ kind }) => kind === 'HelmRelease');
  return release.spec.values;
}

/**
 * There is no container runtime here: `docker`, `kind` and `helm` only pretend, and the cluster that `kind` gives is
 * the sandbox. Their arguments are the real ones.
 */
describe('up with Kind', () => {
  let platform: SandboxPlatform;
  let tools: FakeTools;
  let ports: number[];
  let clusters: string;
  let state: string;

  const kind = (creating?: string) =>
    pretendKind(clusters, platform.sandbox.kubeconfig, creating);

  beforeAll(async () => {
    platform = await sandboxPlatform();
    clusters = join(platform.sandbox.kubeconfig, '..', 'kind-clusters');
  });
  afterAll(() => platform.stop());
  beforeEach(async () => {
    tools = fakeTools();
    ports = await freePorts(2);
    state = mkdtempSync(join(platform.state, '..', 'kind-'));
    writeFileSync(clusters, '');
    tools.add('docker', docker());
    tools.add('helm', 'echo v4.1.0');
    tools.add('kind', kind());
  });
  afterEach(() => tools.remove());

  const up = (args: string[] = [], env: NodeJS.ProcessEnv = {}) =>
    platform.run(
      [
        ...[
          'up',
          '--state',
          state,
          '--git',
          platform.git,
          '--no-portal',
          '--timeout',
          '5s',
        ],
        ...['--http-port', String(ports[0]), '--git-port', String(ports[1])],
        ...['--existing', 'gateway,kyverno,kro,cloudnative-pg,strimzi,kafka'],
        ...['--without', 'metrics-server'],
        ...args,
      ],
      { PATH: tools.path, KIND_EXPERIMENTAL_PROVIDER: '', ...env },
    );

  it('makes the cluster, goes on where it was broken off, and takes it away', async () => {
    tools.add('kind', kind('exec sleep 60'));
    const first = up();
    await first.says(/Create the Kind cluster/);
    while (!readFileSync(clusters, 'utf8')) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    first.child.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 130 });
    expect(first.output()).toMatch(
      /✖ Interrupted\.\n {2}→ What was made is written down: `npm run up` goes on/,
    );
    expect(platform.record(state).cluster).toEqual({
      made: true,
      name: 'mini-atlas',
      runtime: 'docker',
      begun: true,
      complete: false,
    });

    tools.add('kind', kind());
    const second = up();
    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.output()).toMatch(
      /removing what an interrupted run has left of mini-atlas/,
    );
    expect(second.output()).toMatch(
      /✔ The Kind cluster mini-atlas was made \(Kubernetes 1\.\d+/,
    );
    expect(second.output()).toMatch(
      /✔ Cilium \d\S+ runs, and the nodes are ready\./,
    );
    expect(second.output()).toMatch(/✔ Flux runs \(\d+ objects\)\./);
    expect(second.output()).toMatch(/holds the platform/);
    const kubeconfig = join(state, 'kubeconfig');
    const calls = tools.calls('kind');
    const create = calls.find(call => call.startsWith('create')) ?? '';
    expect(create).toMatch(
      /^create cluster --name mini-atlas --config - --image kindest\/node:v\S+@sha256:\w+ --kubeconfig /,
    );
    expect(parse(tools.input('kind')).nodes[0].extraPortMappings).toEqual([
      expect.objectContaining({ containerPort: 80, hostPort: ports[0] }),
    ]);
    expect(tools.calls('helm')).toContainEqual(
      expect.stringMatching(
        /^upgrade cilium oci:\S+ --install --namespace kube-system --create-namespace --version \S+ --values - --kubeconfig /,
      ),
    );
    const values = parse(tools.input('helm'));
    expect(values.kubeProxyReplacement).toBeDefined();
    expect(values).toEqual(ciliumValues());
    const routes = await openCluster(platform.sandbox.kubeconfig).read({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name: 'httproutes.gateway.networking.k8s.io',
    });
    expect(Object(routes?.metadata).managedFields).toContainEqual(
      expect.objectContaining({ manager: 'kustomize-controller' }),
    );
    const { cluster, releases } = platform.record(state);
    expect(cluster.complete).toBe(true);
    expect(releases).toEqual([{ name: 'cilium', namespace: 'kube-system' }]);

    const third = up(['--json']);
    expect(await third.ended).toMatchObject({ code: 1 });
    expect(eventsOf(third.output())).toContainEqual(
      expect.objectContaining({
        event: 'done',
        step: 'cluster',
        message: expect.stringMatching(/^The Kind cluster mini-atlas is there/),
      }),
    );

    const down = platform.run(['down', '--state', state], { PATH: tools.path });
    expect(await down.ended).toMatchObject({ code: 0 });
    expect(tools.calls('kind')).toContain(
      `delete cluster --name mini-atlas --kubeconfig ${kubeconfig}`,
    );
    expect(readFileSync(clusters, 'utf8')).toBe('');
    expect(existsSync(kubeconfig)).toBe(false);
  });

  it('leaves a cluster alone that it has not made', async () => {
    writeFileSync(clusters, 'mini-atlas\n');
    const { ended, output } = up();
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(
      /✖ There is a Kind cluster mini-atlas already, which this state directory has not made\./,
    );
    expect(output()).toMatch(
      /→ Take another name \(npm run up -- --name mini-atlas-2\)/,
    );
    const down = platform.run(['down', '--state', state], { PATH: tools.path });
    expect(await down.ended).toMatchObject({ code: 0 });
    expect(readFileSync(clusters, 'utf8')).toBe('mini-atlas\n');
  });

  it('says what the machine lacks, before anything is made', async () => {
    const lacks = async (says: RegExp, args: string[] = []) => {
      const { ended, output } = up(args);
      expect(await ended).toMatchObject({ code: 1 });
      expect(output()).toMatch(says);
      expect(tools.calls('kind')).not.toContainEqual(
        expect.stringMatching(/^create/),
      );
    };
    // What is free is 0 in a file system that holds nothing.
    tools.add('docker', docker({ ...DOCKER_INFO, DockerRootDir: '/proc' }));
    await lacks(/✖ 0 GiB are free at \/proc; images and volumes take/);
    tools.add('docker', 'echo "permission denied" >&2; exit 1');
    await lacks(
      /✖ Docker is installed, but does not answer: permission denied/,
    );
    const { server } = await occupy(ports[0]);
    tools.add('docker', docker());
    await lacks(/✖ Port \d+ \(applications\) is in use by another program\./);
    server.close();
    tools.remove();
    tools = fakeTools();
    await lacks(
      /✖ Neither Docker nor Podman nor nerdctl was found on the PATH\./,
    );
  });

  it('keeps what kind says when it fails', async () => {
    tools.add('kind', kind('echo "ERROR: failed to pull image" >&2; exit 1'));
    const { ended, output } = up();
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(
      /✖ kind create ended with code 1:\n {2}ERROR: failed to pull image\n {2}→ See what it says/,
    );
    const down = platform.run(['down', '--state', state], { PATH: tools.path });
    expect(await down.ended).toMatchObject({ code: 0 });
  });
});
