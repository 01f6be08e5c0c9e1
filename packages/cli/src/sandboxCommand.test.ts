import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CliProcess,
  freePorts,
  occupy,
  runCli,
} from './__fixtures__/cliProcess';

jest.setTimeout(60_000);

let directory: string;
let running: CliProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mini-atlas-sandbox-test-'));
});

afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  running = undefined;
  rmSync(directory, { recursive: true, force: true });
});

function sandbox(...args: string[]): CliProcess {
  running = runCli(['sandbox', ...args]);
  return running;
}

describe('mini-atlas sandbox', () => {
  it('serves at the ports asked for, and writes the kubeconfig when all is ready', async () => {
    const kubeconfig = join(directory, 'kubeconfig');
    writeFileSync(kubeconfig, 'clusters: [{name: mini-atlas}]\n');
    const [port, forgePort] = await freePorts(2);
    const started = sandbox(
      ...['--port', `${port}`, '--forge-port', `${forgePort}`],
      ...['--kubeconfig', kubeconfig, '--kro-args', '--allow-crd-deletion'],
    );
    await started.says(/^Kubeconfig/m);
    expect(started.output()).toContain(
      `Kubernetes API  https://127.0.0.1:${port}`,
    );
    expect(readFileSync(kubeconfig, 'utf8')).toContain(
      `server: https://127.0.0.1:${port}`,
    );
    const forge = await fetch(
      `http://127.0.0.1:${forgePort}/api/v1/repos/atlas/platform/contents/foundation`,
    );
    expect(forge.status).toBe(200);
  });

  it('has nothing in it when it shall be empty', async () => {
    const started = sandbox('--empty', '--controllers', 'workloads, kro');
    await started.says(/^Kubeconfig/m);
    const [, url] =
      started.output().match(/Forge +(\S+)\/atlas\/platform/) ?? [];
    const forge = await fetch(
      `${url}/api/v1/repos/atlas/platform/contents/foundation`,
    );
    expect(forge.status).toBe(404);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends by %s, twice being the same as once, and leaves nothing behind',
    async signal => {
      const started = sandbox();
      await started.says(/^Kubeconfig/m);
      const [, kubeconfig] = started.output().match(/Kubeconfig +(\S+)/) ?? [];
      expect(existsSync(kubeconfig)).toBe(true);
      started.child.kill(signal);
      started.child.kill(signal);
      expect(await started.ended).toEqual({ code: 0, signal: null });
      expect(existsSync(kubeconfig)).toBe(false);
    },
  );

  it('names a used port and a command that works', async () => {
    const { port, server } = await occupy();
    const started = sandbox('--port', `${port}`);
    expect(await started.ended).toEqual({ code: 1, signal: null });
    server.close();
    expect(started.output()).toContain(
      `Port ${port} (the API server) is in use by another program.`,
    );
    expect(started.output()).toMatch(
      /This will do: npm run mini-atlas -- sandbox --port \d+/,
    );
    expect(started.output()).not.toContain('npm start');
  });

  it.each([
    [['--port', '99999'], "'99999' is not a port"],
    [['--controllers', 'kro,magic'], "--controllers: 'magic' is not"],
    [['--controllers', ''], "--controllers: '' is not"],
    [['--kro-args', '--no-such-flag'], '--no-such-flag'],
    [['--delays', 'slow'], "'slow' is not a factor; use a number from 0"],
    [['--sideways'], "unknown option '--sideways'"],
  ])('refuses %j', async (args, message) => {
    const started = sandbox(...args);
    expect(await started.ended).toEqual({ code: 1, signal: null });
    expect(started.output()).toContain(message);
    expect(started.output()).not.toMatch(/^ +at /m);
  });
});
