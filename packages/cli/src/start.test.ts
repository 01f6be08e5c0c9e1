import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  childrenOf,
  CliProcess,
  freePorts,
  isAlive,
  occupy,
  runCli,
  until,
} from './__fixtures__/cliProcess';

// Starts the whole portal several times.
jest.setTimeout(180_000);

let state: string;
let ports: number[];
let started: CliProcess[];

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'mini-atlas-start-test-'));
  ports = await freePorts(3);
});

afterAll(() => rmSync(state, { recursive: true, force: true }));

beforeEach(() => {
  started = [];
});

afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
});

function start(args: string[] = [], env: NodeJS.ProcessEnv = {}): CliProcess {
  const [port, forgePort, apiPort] = ports.map(String);
  const cli = runCli(
    [
      'start',
      ...['--port', port, '--forge-port', forgePort, '--api-port', apiPort],
      ...['--state', state, ...args],
    ],
    env,
  );
  started.push(cli);
  return cli;
}

const READY = /Mini-Atlas is ready/;

async function portalOf({ child }: CliProcess): Promise<number> {
  const [pid] = await childrenOf(child.pid ?? 0);
  return pid;
}

async function portsAreFree(): Promise<void> {
  for (const port of ports) (await occupy(port)).server.close();
}

describe('mini-atlas start', () => {
  it('says where everything is, refuses to run twice, and ends by Ctrl-C', async () => {
    const first = start();
    await first.says(/Ctrl-C ends it/);
    expect(first.output()).toContain(`http://localhost:${ports[0]}`);
    expect(first.output()).toContain(
      `http://127.0.0.1:${ports[1]}/atlas/platform`,
    );
    expect(first.output()).toContain(join(state, 'kubeconfig'));

    const second = start(['--fresh']);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    for (const port of ports) {
      expect(second.output()).toMatch(
        new RegExp(`Port ${port} \\(.*\\) is in use by another program`),
      );
    }
    expect(second.output()).toContain('is the state of a Mini-Atlas');
    expect(second.output()).toMatch(
      /This will do: npm start -- --fresh --port \d+ --forge-port \d+ --api-port \d+ --state \S+-2/,
    );

    const portal = await portalOf(first);
    // A terminal sends it to the group; an impatient user twice.
    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    expect(await first.ended).toEqual({ code: 0, signal: null });
    expect(isAlive(portal)).toBe(false);
    await portsAreFree();
  });

  it('keeps what was ordered, and leaves no portal behind when it is killed', async () => {
    const { forgePortal } = JSON.parse(
      readFileSync(join(state, 'credentials.json'), 'utf8'),
    );
    const database = join(state, 'database', 'catalog.sqlite');
    expect(existsSync(database)).toBe(true);
    const again = start();
    await again.says(READY);
    const credentials = JSON.parse(
      readFileSync(join(state, 'credentials.json'), 'utf8'),
    );
    expect(credentials.forgePortal).toBe(forgePortal);
    const portal = await portalOf(again);
    expect(isAlive(portal)).toBe(true);
    again.child.kill('SIGKILL');
    await until(() => !isAlive(portal));
    await portsAreFree();
  });

  it('ends at once by SIGTERM while it is still starting', async () => {
    const cli = start(['--fresh']);
    await cli.says(/Starting the portal/);
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toEqual({ code: 0, signal: null });
    expect(cli.output()).not.toMatch(READY);
    await portsAreFree();
  });

  it('says why the portal does not start, and ends what it had started', async () => {
    const cli = start([], {
      APP_CONFIG_backend_database_client: '"no-such-database"',
    });
    expect(await cli.ended).toEqual({ code: 1, signal: null });
    expect(cli.output()).toMatch(
      /✖ The portal could not start. Its last lines:/,
    );
    expect(cli.output()).toContain('no-such-database');
    expect(cli.output()).toContain(join(state, 'logs', 'portal.log'));
    await portsAreFree();
  });

  it('names PORT when it holds no port', async () => {
    const cli = runCli(['start', '--state', state], { PORT: 'http' });
    started.push(cli);
    expect(await cli.ended).toEqual({ code: 1, signal: null });
    expect(cli.output()).toContain("PORT: 'http' is not a port");
  });
});
