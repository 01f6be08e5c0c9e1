import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, occupy, runCli } from '../../__fixtures__/cliProcess';
import { docker, fakeTools, FakeTools } from '../__fixtures__/fakeTools';

jest.setTimeout(60_000);

describe('mini-atlas doctor', () => {
  let tools: FakeTools;
  let state: string;
  let ports: number[];

  beforeEach(async () => {
    tools = fakeTools();
    state = mkdtempSync(join(tmpdir(), 'mini-atlas-doctor-'));
    ports = await freePorts(3);
  });
  afterEach(() => {
    tools.remove();
    rmSync(state, { recursive: true, force: true });
  });

  function doctor(...args: string[]) {
    const [http, git, portal] = ports.map(String);
    return runCli(
      [
        ...['doctor', '--state', state, '--http-port', http],
        ...['--git-port', git, '--port', portal, ...args],
      ],
      { PATH: tools.path, KIND_EXPERIMENTAL_PROVIDER: '' },
    );
  }

  function everything(): void {
    tools.add('docker', docker());
    tools.add('kind', 'echo kind v0.33.0 go1.26.8 linux/amd64');
    tools.add('helm', 'echo v4.1.0+g1234567');
    tools.add('kubectl', 'echo Client Version: v1.36.4');
    tools.add('flux', 'echo flux: v2.9.5');
  }

  it('says that all is well, and ends with 0', async () => {
    everything();
    const { ended, output } = doctor();
    expect(await ended).toMatchObject({ code: 0 });
    expect(output()).toMatch(/✔ container runtime +Docker 28\.2\.2 answers\./);
    expect(output()).toMatch(/✔ kind +kind 0\.33\.0\./);
    expect(output()).toMatch(/`npm run up` can work on this machine\./);
  });

  it('names each problem with its remedy, and ends with 1', async () => {
    const { server } = await occupy(ports[0]);
    try {
      tools.add(
        'docker',
        'echo "Cannot connect to the Docker daemon" >&2; exit 1',
      );
      const { ended, output } = doctor();
      expect(await ended).toMatchObject({ code: 1 });
      expect(output()).toMatch(
        /✖ container runtime +Docker is installed, but does not answer: Cannot connect/,
      );
      expect(output()).toMatch(
        new RegExp(
          `✖ port ${ports[0]} +Port ${ports[0]} \\(applications\\) is in use`,
        ),
      );
      expect(output()).toMatch(/npm run up -- --http-port\s+\d+/);
      expect(output()).toMatch(/✖ helm +helm was not found/);
      expect(output()).toMatch(/! flux +flux was not found/);
      expect(output()).toMatch(/4 things keep `npm run up` from working\./);
    } finally {
      server.close();
    }
  });

  it('tells the same to programs', async () => {
    everything();
    tools.add('kind', 'echo kind v0.20.0');
    const { ended, output } = doctor('--json');
    expect(await ended).toMatchObject({ code: 1 });
    const { ok, findings } = JSON.parse(output());
    expect(ok).toBe(false);
    expect(findings).toContainEqual({
      check: 'kind',
      state: 'problem',
      says: 'kind is 0.20.0; 0.33 or later is needed.',
      remedy: expect.stringContaining('Update it'),
    });
  });
});
