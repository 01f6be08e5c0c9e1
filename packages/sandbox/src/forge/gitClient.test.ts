import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ForgeUnderTest,
  forgeUnderTest,
  GUEST_TOKEN,
  TOKEN,
  writeFiles,
} from './testing/forgeUnderTest';

jest.setTimeout(60_000);

describe('the forge, to an ordinary git', () => {
  let test: ForgeUnderTest;
  beforeAll(async () => {
    test = await forgeUnderTest();
  });
  afterAll(() => test.end());

  const address = (credentials: string) =>
    `${test.forge.url.replace(
      'http://',
      `http://${credentials}@`,
    )}/atlas/platform.git`;

  it('lets anybody clone a public repository and its owner push', async () => {
    await test.git(
      test.scratch,
      'clone',
      '-q',
      `${test.forge.url}/atlas/platform.git`,
      'one',
    );
    const work = join(test.scratch, 'one');
    await writeFiles(work, { 'docs/big.txt': 'line\n'.repeat(50_000) });
    await test.git(work, 'checkout', '-q', '-b', 'docs');
    await test.git(work, 'add', '.');
    await test.git(work, 'commit', '-q', '-m', 'Write');
    await test.git(work, 'push', '-q', address(`atlas:${TOKEN}`), 'docs');

    const pushed = await test.git(work, 'rev-parse', 'HEAD');
    const { body } = await test.api(
      'GET',
      '/repos/atlas/platform/branches/docs',
    );
    expect(body.commit.id).toBe(pushed);

    await test.git(
      test.scratch,
      'clone',
      '-q',
      '--depth=1',
      '-b',
      'docs',
      address(TOKEN),
      'two',
    );
    expect(
      await readFile(join(test.scratch, 'two/docs/big.txt'), 'utf8'),
    ).toHaveLength(250_000);
  });

  it('speaks protocol 0 too', async () => {
    const refs = await test.git(
      test.scratch,
      '-c',
      'protocol.version=0',
      'ls-remote',
      `${test.forge.url}/atlas/platform`,
    );
    expect(refs).toContain('refs/heads/main');
  });

  it.each([
    ['nobody', '', /could not read Username|401|Authentication failed/],
    ['a wrong token', 'atlas:wrong@', /401|Authentication failed/],
    ['an account without write access', `guest:${GUEST_TOKEN}@`, /403/],
  ])('refuses a push by %s', async (_, credentials, message) => {
    await expect(
      test.git(
        test.forge.repositoryPath('atlas', 'platform'),
        'push',
        `${test.forge.url.replace(
          'http://',
          `http://${credentials}`,
        )}/atlas/platform.git`,
        'main:refs/heads/mine',
      ),
    ).rejects.toThrow(message);
  });

  it('hides a private repository', async () => {
    await test.forge.createRepository('atlas', 'secret', { private: true });
    await expect(
      test.git(
        test.scratch,
        'ls-remote',
        `${test.forge.url.replace(
          'http://',
          `http://guest:${GUEST_TOKEN}@`,
        )}/atlas/secret.git`,
      ),
    ).rejects.toThrow(/not found/);
  });

  it('follows a pull request when its branch is pushed to and removed', async () => {
    const number = await test.propose('topic', { 'a.txt': 'a\n' });
    await test.git(
      test.scratch,
      'clone',
      '-q',
      '-b',
      'topic',
      address(TOKEN),
      'three',
    );
    const work = join(test.scratch, 'three');
    await writeFiles(work, { 'b.txt': 'b\n' });
    await test.git(work, 'add', '.');
    await test.git(work, 'commit', '-q', '-m', 'More');
    await test.git(work, 'push', '-q', 'origin', 'topic');
    const pull = `/repos/atlas/platform/pulls/${number}`;
    const pushed = (await test.api('GET', pull)).body;
    expect(pushed.head.sha).toBe(await test.git(work, 'rev-parse', 'HEAD'));
    expect(pushed.changed_files).toBe(2);

    await test.git(work, 'push', '-q', 'origin', ':topic');
    const closed = (await test.api('GET', pull)).body;
    expect(closed).toMatchObject({
      state: 'closed',
      merged: false,
      head: { label: 'topic', ref: `refs/pull/${number}/head` },
    });
    expect(
      await test.git(work, 'ls-remote', 'origin', `refs/pull/${number}/head`),
    ).toContain(pushed.head.sha);
  });

  it('refuses pushes to the heads of pull requests', async () => {
    await expect(
      test.git(
        test.forge.repositoryPath('atlas', 'platform'),
        'push',
        address(TOKEN),
        'main:refs/pull/99/head',
      ),
    ).rejects.toThrow(/deny updating a hidden ref/);
  });

  it('names all branches while some come and go, and when Git has packed them', async () => {
    const directory = test.forge.repositoryPath('atlas', 'platform');
    const list = async () => {
      const { status, body } = await test.api(
        'GET',
        '/repos/atlas/platform/branches',
      );
      expect(status).toBe(200);
      return body.map(({ name }: { name: string }) => name);
    };
    let going = true;
    const comeAndGo = async () => {
      try {
        for (let i = 0; i < 20; i++) {
          await test.git(directory, 'branch', 'deep/er/branch', 'main');
          await test.git(directory, 'branch', '-D', 'deep/er/branch');
        }
      } finally {
        going = false;
      }
    };
    const look = async () => {
      while (going) expect(await list()).toContain('main');
    };
    await Promise.all([comeAndGo(), look()]);

    await test.git(directory, 'branch', 'old/one', 'main');
    await test.git(directory, 'pack-refs', '--all');
    await test.git(directory, 'branch', 'new', 'main');
    await test.git(directory, 'branch', '-D', 'old/one');
    await test.git(directory, 'branch', 'old', 'main');
    expect(await list()).toEqual(
      expect.arrayContaining(['main', 'new', 'old']),
    );
    expect(await list()).not.toContain('old/one');
  });
});
