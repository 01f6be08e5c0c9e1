import { join } from 'node:path';
import {
  CORE,
  sandboxPlatform,
  SandboxPlatform,
} from '../__fixtures__/sandboxPlatform';

jest.setTimeout(120_000);

describe('what `up` refuses on a cluster that exists', () => {
  let platform: SandboxPlatform;
  let file: string;

  beforeAll(async () => {
    platform = await sandboxPlatform();
    file = join(platform.sandbox.kubeconfig, '..', 'given.kubeconfig');
  });
  afterAll(() => platform.stop());

  /** Runs `up`, which must end like that, and says what it wrote. */
  async function refused(
    args: string[],
    { env = {}, code = 1 }: { env?: NodeJS.ProcessEnv; code?: number } = {},
  ): Promise<string> {
    const { ended, output } = platform.up(args, env);
    expect(await ended).toMatchObject({ code });
    return output();
  }

  it('an account that may only read', async () => {
    const output = await refused([
      ...['--kubeconfig', platform.sandbox.portalKubeconfig],
      ...['--state', `${file}.portal`],
    ]);
    expect(output).toMatch(/✖ The account of \S+ is no administrator/);
    expect(output).toMatch(
      /→ Give the kubeconfig of an account with cluster-admin/,
    );
  });

  it('a Git host that refuses the token, or none', async () => {
    expect(
      await refused([], { env: { MINI_ATLAS_GIT_TOKEN: 'wrong' } }),
    ).toMatch(
      /✖ The Git host does not accept the token from MINI_ATLAS_GIT_TOKEN/,
    );
    expect(platform.record().objects).toEqual([]);
    expect(await refused([], { env: { MINI_ATLAS_GIT_TOKEN: '' } })).toMatch(
      /There is no token for http:\S+\n {2}→ Make one there .* export MINI_ATLAS_GIT_TOKEN=…/,
    );
  });

  it('a Git host that does not answer, and goes on with another one', async () => {
    const own = ['--state', `${file}.git`];
    expect(await refused([...own, '--git', 'http://127.0.0.1:1/a/b'])).toMatch(
      /The Git host at http:\/\/127\.0\.0\.1:1 cannot be reached/,
    );
    // Nothing was made: what that run was told binds nobody.
    expect(await refused(own, { code: 0 })).toMatch(
      /\/atlas\/platform\.git holds the platform/,
    );
  });

  it('to bring what the cluster has already', async () => {
    const output = await refused([
      ...['--state', `${file}.there`],
      ...['--existing', CORE.replace('gateway-api,', '')],
    ]);
    expect(output).toMatch(
      /✖ The cluster has already what gateway-api would bring\.\n {2}gateway-api: \S+/,
    );
    expect(output).toMatch(/→ Say that it is there: --existing gateway-api/);
  });

  it('a repository that holds something else', async () => {
    const { url, repository } = platform.sandbox.forge;
    const made = await fetch(`${url}/api/v1/user/repos`, {
      method: 'POST',
      headers: {
        authorization: `token ${platform.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'other', auto_init: true }),
    });
    expect(made.status).toBe(201);
    const other = `${url}/${repository.split('/')[0]}/other`;
    const output = await refused([
      ...['--state', `${file}.other`, '--git', other],
    ]);
    expect(output).toMatch(
      /✖ \S+\/other\.git holds something, but no platform: there is no\s+flux\/platform\.yaml/,
    );
  });

  it('options that make no sense, before anything is made', async () => {
    const state = ['--state', `${file}.none`];
    const wrong = (...args: string[]) =>
      refused([...state, ...args], { code: 2 });
    expect(await wrong('--without', 'kafak')).toMatch(
      /✖ --without: 'kafak' is no part of the platform\.\n {2}→ Use any of: /,
    );
    expect(await wrong('--bogus')).toMatch(/unknown option '--bogus'/);
    expect(await wrong('--timeout', 'soon')).toMatch(
      /'soon' is no duration\. Write it as 90s, 20m or 1h\./,
    );
    expect(await wrong('--existing', 'moon')).toMatch(/'moon' is no part/);
    expect(await wrong('--without', 'flux')).toMatch(
      /nothing works without 'flux'/,
    );
    expect(await wrong('--git', 'git@github.com:a/b')).toMatch(
      /is no http\(s\) address of a repository/,
    );
    expect(await wrong('--git', 'https://me:secret@example.com/a/b')).toMatch(
      /others can see in the list of processes/,
    );
    expect(await wrong('--tree', '/nowhere')).toMatch(/There is no tree/);
  });
});
