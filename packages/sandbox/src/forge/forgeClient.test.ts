import { ConfigReader } from '@backstage/config';
import {
  ChangeSet,
  Forge,
  ForgeError,
  forgeFromConfig,
  giteaForge,
} from '@mini-atlas/forge';
import {
  ForgeUnderTest,
  forgeUnderTest,
  GUEST_TOKEN,
  TOKEN,
} from './testing/forgeUnderTest';

const change = (name: string, more: Partial<ChangeSet> = {}): ChangeSet => ({
  branch: `mini-atlas/${name}`,
  title: `Order ${name}`,
  body: 'A **change**.',
  commitMessage: `Order ${name}`,
  files: [{ path: `delivery/${name}.yaml`, content: `name: ${name} ü\n` }],
  author: { name: 'Ada', email: 'ada@example.com' },
  ...more,
});

jest.setTimeout(60_000);

describe('the forge client with the forge', () => {
  let test: ForgeUnderTest;
  let forge: Forge;

  const client = (more: object = {}) =>
    forgeFromConfig(
      new ConfigReader({
        kro: {
          delivery: {
            provider: 'gitea',
            url: test.forge.url,
            repository: 'atlas/platform',
            token: TOKEN,
            ...more,
          },
        },
      }),
    );
  const branches = async () =>
    (await test.api('GET', '/repos/atlas/platform/branches?limit=50')).body.map(
      (b: { name: string }) => b.name,
    );
  const failure = async (promise: Promise<unknown>): Promise<ForgeError> => {
    const error = await promise.then(
      () => undefined,
      reason => reason,
    );
    if (!(error instanceof ForgeError))
      throw new Error(`no ForgeError but ${error}`);
    return error;
  };

  beforeAll(async () => {
    test = await forgeUnderTest({
      'README.md': '# platform\n',
      'delivery/old.yaml': 'old: 1\n',
    });
    forge = client();
  });
  afterAll(() => test.end());

  it('reads files and directories', async () => {
    expect(await forge.readFile('README.md')).toEqual({
      path: 'README.md',
      content: '# platform\n',
    });
    expect(await forge.readFile('none.md')).toBeUndefined();
    expect(await forge.readFile('delivery')).toBeUndefined();
    expect(await forge.listFiles('delivery')).toContain('delivery/old.yaml');
    expect(await forge.listFiles('none')).toEqual([]);
    expect(await forge.listFiles('', 'no/such/branch')).toEqual([]);
    expect(forge.fileUrl('delivery/old.yaml')).toBe(
      `${test.forge.url}/atlas/platform/src/branch/main/delivery/old.yaml`,
    );
    expect((await fetch(forge.fileUrl('delivery/old.yaml'))).status).toBe(200);
  });

  it('proposes, follows, and closes', async () => {
    const made = await forge.propose(change('one'));
    expect(made).toMatchObject({
      title: 'Order one',
      author: 'atlas',
      branch: 'mini-atlas/one',
      targetBranch: 'main',
      state: 'open',
      mergeable: true,
    });
    expect((await fetch(made.url)).status).toBe(200);
    expect(await forge.readFile('delivery/one.yaml', 'mini-atlas/one')).toEqual(
      { path: 'delivery/one.yaml', content: 'name: one ü\n' },
    );
    expect(await forge.listFiles('delivery', 'mini-atlas/one')).toContain(
      'delivery/one.yaml',
    );
    expect(await forge.changedFiles(made.number)).toEqual([
      { path: 'delivery/one.yaml', status: 'added' },
    ]);
    expect(await forge.diff(made.number)).toContain('+name: one ü');
    const [commit] = (
      await test.api('GET', '/repos/atlas/platform/commits?sha=mini-atlas/one')
    ).body;
    expect(commit.commit.author).toMatchObject({
      name: 'Ada',
      email: 'ada@example.com',
    });

    expect(await forge.propose(change('one'))).toEqual(made);
    expect((await forge.pullRequests({ state: 'open' }))[0]).toEqual(made);

    await forge.close(made.number);
    expect(await forge.pullRequest(made.number)).toMatchObject({
      state: 'closed',
      branch: 'mini-atlas/one',
      closedAt: expect.any(String),
    });
    expect(await branches()).not.toContain('mini-atlas/one');
  });

  it('changes, removes and adds files in one commit', async () => {
    const made = await forge.propose(
      change('many', {
        files: [
          { path: 'delivery/old.yaml', content: null },
          { path: 'README.md', content: '# changed\n' },
          { path: 'new/file.yaml', content: 'new: 1\n' },
        ],
      }),
    );
    expect(await forge.changedFiles(made.number)).toEqual([
      { path: 'README.md', status: 'modified' },
      { path: 'delivery/old.yaml', status: 'removed' },
      { path: 'new/file.yaml', status: 'added' },
    ]);
  });

  it('returns the merged pull request when all is as wanted already', async () => {
    const made = await forge.propose(change('done'));
    await test.api('POST', `/repos/atlas/platform/pulls/${made.number}/merge`, {
      Do: 'merge',
      delete_branch_after_merge: true,
    });
    const merged = await forge.pullRequest(made.number);
    expect(merged).toMatchObject({
      state: 'merged',
      mergedAt: expect.any(String),
      mergeCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
      branch: 'mini-atlas/done',
    });
    expect(await forge.propose(change('done'))).toEqual(merged);
    const error = await failure(
      forge.propose(change('done', { branch: 'mini-atlas/other' })),
    );
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain('nothing would change');
    expect((await failure(forge.close(made.number))).kind).toBe('conflict');
  });

  it('uses the branch that a broken try left', async () => {
    await test.api('POST', '/repos/atlas/platform/contents', {
      branch: 'main',
      new_branch: 'mini-atlas/left',
      message: 'Order left',
      files: [
        {
          operation: 'create',
          path: 'delivery/left.yaml',
          content: Buffer.from('name: left ü\n').toString('base64'),
        },
      ],
    });
    const [commit] = (
      await test.api('GET', '/repos/atlas/platform/commits?sha=mini-atlas/left')
    ).body;
    expect((await forge.propose(change('left'))).headCommit).toBe(commit.sha);
  });

  it('replaces an empty branch, and leaves one with other work alone', async () => {
    await test.api('POST', '/repos/atlas/platform/branches', {
      new_branch_name: 'mini-atlas/empty',
    });
    expect((await forge.propose(change('empty'))).state).toBe('open');
    const error = await failure(
      forge.propose(
        change('empty', {
          files: [{ path: 'delivery/other.yaml', content: 'x' }],
        }),
      ),
    );
    expect(error.kind).toBe('conflict');
    expect(error.message).toMatch(
      /pull request #\d+ of the branch mini-atlas\/empty is open with another change/,
    );
  });

  it('leaves no branch when the pull request cannot be opened', async () => {
    const error = await failure(
      giteaForge({
        url: test.forge.url,
        token: TOKEN,
        repository: 'atlas/platform',
        branch: 'gone',
      }).propose(change('fail')),
    );
    expect(error.kind).toBe('not-found');
    expect(await branches()).not.toContain('mini-atlas/fail');
  });

  it('names what was asked, of whom, the answer and what to do', async () => {
    const error = await failure(
      client({ token: GUEST_TOKEN }).propose(change('guest')),
    );
    expect(error).toMatchObject({
      kind: 'forbidden',
      status: 403,
      host: test.forge.url,
    });
    expect(error.message).toMatch(
      /^Could not commit delivery\/guest.yaml to the branch mini-atlas\/guest of atlas\/platform at http.*: user should have a permission .* \(HTTP 403\)\. Give the account of kro.delivery.token write access/,
    );
    expect(
      (await failure(client({ token: 'wrong' }).readFile('README.md'))).kind,
    ).toBe('unauthorized');
    expect(
      (
        await failure(
          client({ repository: 'atlas/none' }).readFile('README.md'),
        )
      ).kind,
    ).toBe('not-found');
    expect(
      (await failure(client({ repository: 'atlas/none' }).listFiles('')))
        .message,
    ).toContain('find the repository atlas/none');
    expect((await failure(forge.pullRequest(999))).kind).toBe('not-found');
    expect(
      (
        await failure(
          client({ url: 'http://127.0.0.1:9' }).readFile('README.md'),
        )
      ).kind,
    ).toBe('unreachable');
  });

  it('can be cancelled', async () => {
    const cancelled = giteaForge({
      url: test.forge.url,
      repository: 'atlas/platform',
      signal: AbortSignal.abort(),
    });
    const error = await failure(cancelled.readFile('README.md'));
    expect([error.kind, error.answer]).toEqual([
      'unreachable',
      'the request was cancelled',
    ]);
  });

  it('reads more pull requests than fit on a page', async () => {
    const before = (await forge.pullRequests({ state: 'all' })).length;
    for (let i = 0; i < 3; i++)
      await test.propose(`page-${i}`, { [`page-${i}.txt`]: 'x' });
    expect(await forge.pullRequests({ state: 'all' })).toHaveLength(before + 3);
    expect(await forge.pullRequests({ state: 'all', limit: 2 })).toHaveLength(
      2,
    );
  });

  it.each([
    '../x',
    '/etc/x',
    'a/../b',
    'a//b',
    '.git/config',
    'a\nb',
    'a\\b',
    '',
  ])('refuses the path %j', async path => {
    expect(
      (
        await failure(
          forge.propose(change('path', { files: [{ path, content: '' }] })),
        )
      ).kind,
    ).toBe('invalid');
  });

  it.each([
    '',
    'a b',
    '-x',
    'a..b',
    'a/.b',
    'a.lock',
    'a~1',
    'a\nb',
    'x'.repeat(101),
    'main',
  ])('refuses the branch %j', async branch => {
    expect(
      (await failure(forge.propose(change('branch', { branch })))).kind,
    ).toBe('invalid');
  });
});
