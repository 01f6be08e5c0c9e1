import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliProcess, freePorts, runCli } from './__fixtures__/cliProcess';

jest.setTimeout(60_000);

/** What a testbed does is tested in its own room; here, that the command line starts it and says why it does not. */
describe('the testbed from the command line', () => {
  let directory: string;
  let running: CliProcess | undefined;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mini-atlas-testbed-test-'));
    mkdirSync(join(directory, 'bin'));
  });
  afterEach(async () => {
    running?.child.kill('SIGKILL');
    await running?.ended;
    rmSync(directory, { recursive: true, force: true });
  });

  /** On a machine with nothing built, and without Go. */
  function withoutGo(...args: string[]): CliProcess {
    running = runCli(args, {
      PATH: join(directory, 'bin'),
      XDG_CACHE_HOME: join(directory, 'cache'),
    });
    return running;
  }

  const NO_GO =
    /✖ The testbed could not be started: The testbed is built with Go, and there is no `go` on the PATH\. Install it from/;

  it('says what is missing when it runs alone', async () => {
    const { ended, output } = withoutGo(
      ...['testbed', '--state', join(directory, 'state')],
    );
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(NO_GO);
  });

  it('says what is missing when the portal shall run over it', async () => {
    const [port, forgePort, apiPort] = (await freePorts(3)).map(String);
    const { ended, output } = withoutGo(
      ...['start', '--cluster', 'testbed', '--port', port],
      ...['--forge-port', forgePort, '--api-port', apiPort],
      ...['--state', join(directory, 'state')],
    );
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(/• Starting the testbed/);
    expect(output()).toMatch(NO_GO);
  });

  it('knows no other cluster', async () => {
    const { ended, output } = withoutGo('start', '--cluster', 'moon');
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toMatch(
      /argument 'moon' is invalid\. Allowed choices are sandbox, testbed\./,
    );
  });
});
