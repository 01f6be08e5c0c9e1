import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { findTools, PLATFORM_TOOLS } from '@mini-atlas/testbed';
import { root } from '../../root';
import { docker, fakeTools, FakeTools } from '../__fixtures__/fakeTools';
import { clusterConfig } from '../tree/clusterConfig';
import { readTree } from '../tree/platformTree';
import { versionsOf } from '../tree/versions';
import { helmUninstall, helmUpgrade } from './helm';
import { kindWith } from './kind';
import { runTool, ToolCall } from './runTool';

jest.setTimeout(60_000);

const built = findTools({
  tools: PLATFORM_TOOLS.filter(({ name }) => ['kind', 'helm'].includes(name)),
});

if (!built) {
  process.stderr.write(
    '\n*** kind and helm have not been built (npm run test:testbed): their parsers are NOT asked ***\n\n',
  );
}
const describeBuilt = built ? describe : describe.skip;

/** What the programs say about arguments that they do not know. */
const NOT_UNDERSTOOD =
  /unknown (shorthand )?flag|unknown command|accepts|requires|usage/i;

/** The real kind and helm take our arguments; there is no Docker and no cluster behind them. */
describeBuilt('the arguments of tools', () => {
  let tools: FakeTools;
  let directory: string;
  const path = process.env.PATH;

  beforeEach(() => {
    tools = fakeTools();
    directory = mkdtempSync(join(tmpdir(), 'mini-atlas-parsers-'));
    for (const name of ['kind', 'helm']) {
      symlinkSync(built?.program(name) ?? '', join(tools.path, name));
    }
    process.env.PATH = tools.path;
  });
  afterEach(() => {
    process.env.PATH = path;
    tools.remove();
    rmSync(directory, { recursive: true });
  });

  it('of kind lead to a node with our image and ports', async () => {
    tools.add(
      'docker',
      `case "$1" in
        info) ${docker()} ;;
        run) echo "there are no containers here" >&2; exit 1 ;;
        network) echo '[]' ;;
      esac`,
    );
    const tree = readTree(join(root, 'kind'));
    const image = versionsOf(tree).KIND_NODE_IMAGE;
    const { code, stderr } = await runTool(
      kindWith('docker').create({
        name: 'parsed',
        config: '-',
        image,
        input: clusterConfig(tree, { http: 8080, git: 3001 }),
        kubeconfig: join(directory, 'kubeconfig'),
      }),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/there are no containers here/);
    const run = tools.calls('docker').find(call => /^run /.test(call)) ?? '';
    expect(run).toMatch(/--name parsed-control-plane /);
    expect(run).toContain('--publish=127.0.0.1:8080:80/TCP');
    expect(run).toContain('--publish=127.0.0.1:3001:30300/TCP');
    // Kind leaves the tag out where there is a digest.
    expect(run).toContain(image.split('@')[1]);
  });

  const kind = kindWith('docker');
  const CALLS: [string, ToolCall][] = [
    ['clusters', kind.clusters()],
    ['version', kind.version()],
    ['remove', kind.remove({ name: 'a', kubeconfig: '/nowhere/kubeconfig' })],
    [
      'export',
      kind.exportKubeconfig({ name: 'a', kubeconfig: '/nowhere/kubeconfig' }),
    ],
  ];
  it.each(CALLS)('of kind are understood: %s', async (_, call) => {
    tools.add('docker', 'echo "no daemon" >&2; exit 1');
    const { stderr } = await runTool(call);
    expect(stderr).not.toMatch(NOT_UNDERSTOOD);
    // Asking for the version needs no daemon.
    expect(stderr).toMatch(call.args[0] === 'version' ? /^$/ : /no daemon/);
  });

  it('of kind would not be, with a mistake in them', async () => {
    const { stderr } = await runTool({
      ...kind.clusters(),
      args: ['get', 'clusters', '--kubeconfg', 'x'],
    });
    expect(stderr).toMatch(NOT_UNDERSTOOD);
  });

  it('of helm are understood', async () => {
    const kubeconfig = join(directory, 'kubeconfig');
    writeFileSync(
      kubeconfig,
      `apiVersion: v1
kind: Config
clusters: [{ name: one, cluster: { server: 'http://127.0.0.1:1' } }]
users: [{ name: one, user: {} }]
contexts: [{ name: one, context: { cluster: one, user: one } }]
current-context: one
`,
    );
    const chart = join(directory, 'chart');
    const { stderr: made } = await runTool({
      tool: 'helm',
      args: ['create', chart],
      env: { HOME: directory },
    });
    expect(made).toBe('');
    const release = { name: 'cilium', namespace: 'kube-system' };
    for (const call of [
      helmUpgrade(
        { ...release, chart, version: '0.1.0', values: 'replicaCount: 2\n' },
        kubeconfig,
      ),
      helmUninstall(release, kubeconfig),
    ]) {
      const { code, stderr } = await runTool({
        ...call,
        env: { HOME: directory },
      });
      expect(code).toBe(1);
      expect(stderr).not.toMatch(NOT_UNDERSTOOD);
      expect(stderr).toMatch(/cluster unreachable|connection refused/i);
    }
  });
});
