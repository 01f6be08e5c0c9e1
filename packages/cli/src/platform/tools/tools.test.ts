import { fakeTools, FakeTools } from '../__fixtures__/fakeTools';
import { findRuntime } from './containerRuntime';
import { helmUninstall, helmUpgrade } from './helm';
import { kindWith, readClusters } from './kind';
import { requireTool, runTool, ToolAbsentError } from './runTool';

const kind = kindWith('podman');
const RELEASE = {
  name: 'cilium',
  namespace: 'kube-system',
  chart: 'oci://quay.io/cilium/charts/cilium',
  version: '1.20.1',
  values: 'operator: { replicas: 1 }\n',
};

describe('the calls of tools', () => {
  it('are these for kind, with the runtime that was found', () => {
    const create = kind.create({
      name: 'atlas',
      config: '-',
      image: 'kindest/node:v1.36.4@sha256:abc',
      kubeconfig: '/state/kubeconfig',
      input: 'kind: Cluster\n',
    });
    expect(create).toEqual({
      tool: 'kind',
      env: { KIND_EXPERIMENTAL_PROVIDER: 'podman' },
      input: 'kind: Cluster\n',
      args: [
        ...['create', 'cluster', '--name', 'atlas', '--config', '-'],
        ...['--image', 'kindest/node:v1.36.4@sha256:abc'],
        ...['--kubeconfig', '/state/kubeconfig'],
      ],
    });
    expect(kind.remove({ name: 'atlas', kubeconfig: '/k' }).args).toEqual([
      ...['delete', 'cluster', '--name', 'atlas', '--kubeconfig', '/k'],
    ]);
    expect(kind.clusters().args).toEqual(['get', 'clusters']);
    expect(readClusters('atlas\nother\n')).toEqual(['atlas', 'other']);
  });

  it('are these for helm, with the values as input', () => {
    expect(helmUpgrade(RELEASE, '/k')).toEqual({
      tool: 'helm',
      input: 'operator: { replicas: 1 }\n',
      args: [
        ...['upgrade', 'cilium', 'oci://quay.io/cilium/charts/cilium'],
        ...['--install', '--namespace', 'kube-system', '--create-namespace'],
        ...['--version', '1.20.1', '--values', '-', '--kubeconfig', '/k'],
      ],
    });
    expect(helmUninstall(RELEASE, '/k').args).toEqual([
      ...['uninstall', 'cilium', '--namespace', 'kube-system'],
      ...['--ignore-not-found', '--kubeconfig', '/k'],
    ]);
  });
});

describe('running tools', () => {
  let tools: FakeTools;
  const path = process.env.PATH;

  beforeEach(() => {
    tools = fakeTools();
    process.env.PATH = tools.path;
  });
  afterEach(() => {
    process.env.PATH = path;
    tools.remove();
  });

  it('gives arguments, input and environment, and tells what is said meanwhile', async () => {
    tools.add('kind', 'echo out; echo "$KIND_EXPERIMENTAL_PROVIDER" >&2');
    const lines: string[] = [];
    const answer = await runTool(
      { ...kind.clusters(), args: ['get', '-'], input: 'text\n' },
      { onLine: line => lines.push(line) },
    );
    expect(answer).toEqual({ code: 0, stdout: 'out\n', stderr: 'podman\n' });
    expect(lines).toEqual(['podman']);
    expect(tools.calls('kind')).toEqual(['get -']);
  });

  it('names a program that is not there, or that fails, with its last lines', async () => {
    await expect(runTool({ tool: 'helm', args: [] })).rejects.toThrow(
      ToolAbsentError,
    );
    tools.add('kind', 'echo "ERROR: no space left" >&2; exit 3');
    await expect(
      requireTool(runTool, kind.clusters(), { next: 'Make room.' }),
    ).rejects.toThrow(
      'kind get ended with code 3:\n  ERROR: no space left\n  → Make room.',
    );
  });

  it('is broken off by a signal', async () => {
    tools.add('kind', 'exec sleep 60');
    const breaking = new AbortController();
    const running = runTool(kind.clusters(), { signal: breaking.signal });
    breaking.abort();
    await expect(running).rejects.toThrow(/abort/);
  });

  it('finds the runtime that answers, or the one that is wished for', async () => {
    expect(await findRuntime(runTool, {})).toEqual({ state: 'absent' });
    tools.add('docker', 'echo "not running" >&2; exit 1');
    expect(await findRuntime(runTool, {})).toEqual({
      state: 'silent',
      name: 'docker',
      why: 'not running',
    });
    tools.add(
      'podman',
      `echo '{"host":{"cpus":4},"version":{"Version":"5.4.0"}}'`,
    );
    expect(await findRuntime(runTool, {})).toMatchObject({
      state: 'running',
      runtime: { name: 'podman', version: '5.4.0' },
    });
    expect(
      await findRuntime(runTool, { KIND_EXPERIMENTAL_PROVIDER: 'docker' }),
    ).toMatchObject({ state: 'silent' });
  });
});
