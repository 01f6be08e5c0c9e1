import { readRuntime } from '../tools/containerRuntime';
import {
  howToInstall,
  isAtLeast,
  NEEDED_TOOLS,
  readVersion,
} from '../tools/toolVersions';
import { DOCKER_INFO } from '../__fixtures__/fakeTools';
import { printFindings } from './doctor';
import { diskFinding, inotifyFinding } from './machineFindings';
import { runtimeFindings } from './runtimeFindings';
import { toolFinding } from './toolFindings';

const GIB = 1024 ** 3;

/** The findings about a Docker that says this about itself, by what they are about. */
function about(info: object) {
  const runtime = readRuntime(
    'docker',
    JSON.stringify({ ...DOCKER_INFO, ...info }),
  );
  if (!runtime) throw new Error('No Docker');
  const findings = runtimeFindings({ state: 'running', runtime });
  return Object.fromEntries(
    findings.map(({ check, state, says, remedy }) => [
      check,
      { state, says, remedy },
    ]),
  );
}

describe('the container runtime', () => {
  it('is judged by what it has to offer', () => {
    expect(about({})).toEqual({
      'container runtime': { state: 'ok', says: 'Docker 28.2.2 answers.' },
      memory: { state: 'ok', says: 'Containers have 16.0 GiB of memory.' },
      cores: { state: 'ok', says: 'Containers have 8 cores.' },
      kernel: { state: 'ok', says: 'Linux 6.12.1.' },
    });
  });

  it.each([
    [7.7, 'ok', /^$/],
    [6.2, 'warning', /npm run up -- --without kafka/],
    [3.8, 'problem', /Use a machine with 8 GiB/],
  ])('with %s GiB of memory is %s', (size, state, remedy) => {
    const { memory } = about({ MemTotal: size * GIB });
    expect(memory.state).toBe(state);
    expect(memory.remedy ?? '').toMatch(remedy);
  });

  it.each([
    [4, 'ok'],
    [2, 'warning'],
    [1, 'problem'],
  ])('with %s cores is %s', (NCPU, state) => {
    expect(about({ NCPU }).cores.state).toBe(state);
  });

  it('says how to give a virtual machine more', () => {
    const { memory } = about({
      OperatingSystem: 'Docker Desktop',
      MemTotal: 2 * GIB,
    });
    expect(memory.remedy).toMatch(/Docker Desktop: Settings, Resources/);
  });

  it('must have cgroup v2, and a kernel for Cilium', () => {
    expect(about({ CgroupVersion: '1' }).cgroups).toMatchObject({
      state: 'problem',
      remedy: expect.stringContaining('cgroup v2'),
    });
    expect(about({ KernelVersion: '4.19.0-amd64' }).kernel.state).toBe(
      'problem',
    );
  });

  it('may be absent, or silent', () => {
    const [absent] = runtimeFindings({ state: 'absent' });
    expect(absent).toMatchObject({
      state: 'problem',
      says: 'Neither Docker nor Podman nor nerdctl was found on the PATH.',
      remedy: expect.stringContaining('npm run up -- --kubeconfig FILE'),
    });
    const [silent] = runtimeFindings({
      state: 'silent',
      name: 'podman',
      why: 'no machine',
    });
    expect(silent).toMatchObject({
      state: 'problem',
      says: 'Podman is installed, but does not answer: no machine',
      remedy: 'Start it: `podman machine start`',
    });
  });

  it('may be Podman', () => {
    const text = JSON.stringify({
      host: {
        cpus: 4,
        memTotal: 8 * GIB,
        cgroupVersion: 'v2',
        kernel: '6.8.0',
        security: { rootless: true },
      },
      store: { graphRoot: '/home/me/.local/share/containers/storage' },
      version: { Version: '5.4.0' },
    });
    expect(readRuntime('podman', text)).toEqual({
      name: 'podman',
      version: '5.4.0',
      cores: 4,
      memoryBytes: 8 * GIB,
      cgroupVersion: 2,
      kernel: '6.8.0',
      directory: '/home/me/.local/share/containers/storage',
      rootless: true,
      inVirtualMachine: process.platform !== 'linux',
    });
    // As its client answers when the server does not.
    expect(readRuntime('docker', '{"ServerVersion":""}')).toBeUndefined();
  });
});

describe('disk and limits', () => {
  it.each([
    [48, 'ok'],
    [15, 'warning'],
    [3, 'problem'],
  ])('%s GiB of disk are %s', (free, state) => {
    const finding = diskFinding('/var/lib/docker', free * GIB);
    expect(finding.state).toBe(state);
    expect(finding.says).toContain(`${free} GiB are free at /var/lib/docker`);
  });

  it('tells the command that raises a limit', () => {
    expect(
      inotifyFinding({ max_user_instances: 128, max_user_watches: 524_288 }),
    ).toEqual([
      expect.objectContaining({
        state: 'warning',
        says: 'fs.inotify.max_user_instances is 128; pods then fail with "too many open files".',
        remedy: expect.stringMatching(
          /^Raise it: `sudo sysctl fs\.inotify\.max_user_instances=512` /,
        ),
      }),
    ]);
    expect(
      inotifyFinding({ max_user_instances: 8192, max_user_watches: 1_048_576 }),
    ).toMatchObject([{ state: 'ok' }]);
    expect(inotifyFinding({})).toEqual([]);
  });
});

describe('findings on a terminal', () => {
  it.each([80, 120])('fit into %s columns, but for what is copied', columns => {
    const lines: string[] = [];
    printFindings(
      [
        ...runtimeFindings({
          state: 'silent',
          name: 'docker',
          why: 'no daemon',
        }),
        ...inotifyFinding({ max_user_instances: 128, max_user_watches: 1 }),
        toolFinding(NEEDED_TOOLS[1], undefined),
      ],
      {
        isTerminal: true,
        columns,
        style: (_, text) => text,
        line: (text = '') => lines.push(...text.split('\n')),
      },
    );
    const long = lines.filter(line => line.length > columns);
    expect(long.filter(line => !/^ +`.*`$/.test(line))).toEqual([]);
    expect(lines.join('\n')).toMatch(
      /! inotify +fs\.inotify.*\n(.*\n)* +→ Raise them: ?\n? *`sudo sysctl [^`]*`/,
    );
    expect(lines[lines.length - 1]).toBe(
      '2 things keep `npm run up` from working. 1 thing might be better.',
    );
  });
});

describe('programs', () => {
  const [kind, , kubectl] = NEEDED_TOOLS;

  it('are judged by their version, and by whether `up` needs them', () => {
    expect(toolFinding(kind, '0.33.0').state).toBe('ok');
    expect(toolFinding(kind, '0.20.0')).toMatchObject({
      state: 'problem',
      says: 'kind is 0.20.0; 0.33 or later is needed.',
    });
    expect(toolFinding(kind, undefined).state).toBe('problem');
    expect(toolFinding(kubectl, undefined).state).toBe('warning');
  });

  it('say their versions each in their own way', () => {
    expect(readVersion('kind', 'kind v0.33.0 go1.26.8 linux/amd64')).toBe(
      '0.33.0',
    );
    expect(readVersion('helm', 'v4.1.0+g1234567')).toBe('4.1.0');
    expect(readVersion('flux', 'flux: v2.9.5\n')).toBe('2.9.5');
    expect(
      readVersion(
        'kubectl',
        'Client Version: v1.36.4\nKustomize Version: v5.8.1\n',
      ),
    ).toBe('1.36.4');
    expect(() => readVersion('kind', 'no idea')).toThrow(
      'kind does not say its version: no idea',
    );
  });

  it('compare numbers, not letters', () => {
    expect(isAtLeast('1.36.4', '1.4')).toBe(true);
    expect(isAtLeast('1.4.9', '1.36')).toBe(false);
    expect(isAtLeast('4.0', '3.18')).toBe(true);
    expect(isAtLeast('0.31.0', '0.31')).toBe(true);
  });

  it('are had in the way of the operating system', () => {
    expect(howToInstall('flux', 'darwin')).toBe('brew install fluxcd/tap/flux');
    expect(howToInstall('kind', 'win32')).toBe(
      'winget install Kubernetes.kind',
    );
    expect(howToInstall('helm', 'linux')).toContain('https://helm.sh/');
  });
});
