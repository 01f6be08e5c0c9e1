import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { findHost } from './findHost';
import { GitProvider, parseRepository } from './repositoryAddress';

/** A request as a host gets it. */
interface Asked {
  request: string;
  headers: IncomingMessage['headers'];
  body: string;
}

describe('Git hosts', () => {
  let server: Server;
  let answers: Record<string, [status: number, body: unknown]>;
  let asked: Asked[];

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', chunk => {
        body += chunk;
      });
      incoming.on('end', () => {
        const request = `${incoming.method} ${incoming.url}`;
        asked.push({ request, headers: incoming.headers, body });
        const [status, answer] = answers[request] ?? [404, {}];
        response.statusCode = status;
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    answers = {};
    asked = [];
  });

  const open = (path: string, provider?: GitProvider) => {
    const { port } = server.address() as AddressInfo;
    return findHost(parseRepository(`http://127.0.0.1:${port}/${path}`), {
      provider,
      token: 'secret',
      tokenFrom: 'TOKEN',
    });
  };
  const last = () => asked[asked.length - 1];

  it.each([
    ['gitea', 'GET /api/v1/version', 200, { version: '1.27.3' }],
    ['gitlab', 'GET /api/v4/version', 401, {}],
    ['github', 'GET /api/v3/meta', 200, {}],
  ])(
    'are told apart by what they answer: %s',
    async (name, request, status, body) => {
      answers[request] = [status, body];
      expect((await open('a/b')).provider).toBe(name);
    },
  );

  it('are named when they are none', async () => {
    await expect(open('a/b')).rejects.toThrow(
      /is neither Gitea nor GitHub nor GitLab, as far as its answers tell\.\n {2}→ Say what it is: --git-provider/,
    );
    const { provider, address } = await findHost(
      parseRepository('https://github.com/me/platform.git/'),
      { token: 't', tokenFrom: 'TOKEN' },
    );
    expect(provider).toBe('github');
    expect(address.url).toBe('https://github.com/me/platform.git');
  });

  it('like GitHub have organizations, and branches that tell what is empty', async () => {
    answers['GET /api/v3/user'] = [200, { login: 'me', id: 7 }];
    answers['GET /api/v3/repos/team/platform'] = [
      200,
      { private: true, permissions: { push: true } },
    ];
    answers['GET /api/v3/repos/team/platform/branches?per_page=1'] = [200, []];
    answers['POST /api/v3/orgs/team/repos'] = [201, {}];
    const host = await open('team/platform', 'github');
    expect(await host.account()).toEqual({
      login: 'me',
      email: '7+me@users.noreply.github.com',
    });
    expect(last().headers.authorization).toBe('Bearer secret');
    expect(await host.repository()).toEqual({
      empty: true,
      private: true,
      writable: true,
    });
    answers[
      'GET /api/v3/repos/team/platform/contents/flux/platform.yaml?ref=main'
    ] = [200, {}];
    expect(await host.holdsPlatform()).toBe(true);
    await host.createRepository();
    expect(last().request).toBe('POST /api/v3/orgs/team/repos');
    expect(JSON.parse(last().body)).toMatchObject({
      name: 'platform',
      private: true,
    });
    expect(host.credentials).toEqual({
      username: 'x-access-token',
      password: 'secret',
    });
  });

  it('like GitLab have groups in groups, and rights in levels', async () => {
    answers['GET /api/v4/projects/top%2Fteam%2Fplatform'] = [
      200,
      {
        empty_repo: false,
        visibility: 'public',
        permissions: {
          project_access: null,
          group_access: { access_level: 40 },
        },
      },
    ];
    answers['GET /api/v4/namespaces/top%2Fteam'] = [200, { id: 12 }];
    answers['POST /api/v4/projects'] = [201, {}];
    const host = await open('top/team/platform', 'gitlab');
    expect(await host.repository()).toEqual({
      empty: false,
      private: false,
      writable: true,
    });
    expect(last().headers['private-token']).toBe('secret');
    expect(await host.holdsPlatform()).toBe(false);
    expect(last().request).toBe(
      'GET /api/v4/projects/top%2Fteam%2Fplatform/repository/files/flux%2Fplatform.yaml?ref=main',
    );
    await host.createRepository();
    expect(JSON.parse(last().body)).toMatchObject({
      path: 'platform',
      namespace_id: 12,
      visibility: 'private',
    });
    delete answers['GET /api/v4/namespaces/top%2Fteam'];
    await expect(host.createRepository()).rejects.toThrow(
      /There is no group or user 'top\/team'/,
    );
  });

  it.each([
    [
      401,
      'The Git host does not accept the token from TOKEN (Bad credentials).',
    ],
    [403, 'The token from TOKEN has too few rights (Bad credentials).'],
    [500, /answered GET \S+ with 500 \(Bad credentials\)\./],
  ])('refuse with %s, which is said with what to do', async (status, says) => {
    answers['GET /api/v3/user'] = [status, { message: 'Bad credentials' }];
    const host = await open('me/platform', 'github');
    await expect(host.account()).rejects.toThrow(says);
  });
});

describe('the address of a repository', () => {
  it.each([
    'git@github.com:a/b.git',
    'ftp://example.com/a/b',
    'https://example.com/',
    'https://example.com/only',
  ])('is none: %s', text => {
    expect(() => parseRepository(text)).toThrow(/--git/);
  });

  it('never holds a token', () => {
    expect(() => parseRepository('https://x:y@example.com/a/b')).toThrow(
      /MINI_ATLAS_GIT_TOKEN/,
    );
  });
});
