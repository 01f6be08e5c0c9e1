import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { hookListener } from '../__testUtils__/forge/hookListener';
import {
  RepositoryUnderTest,
  repositoryUnderTest,
  writeFiles,
} from '../__testUtils__/forge/repositoryUnderTest';

const POLL_MS = 50;

onEachCluster('Git', cluster => {
  let test: RepositoryUnderTest;
  beforeAll(async () => {
    test = await repositoryUnderTest(cluster(), 'git', {
      'README.md': '# platform\n',
    });
  });
  afterAll(() => test.end());

  async function commitFiles(directory: string, files: Record<string, string>) {
    await writeFiles(directory, files);
    await test.git(directory, 'add', '.');
    await test.git(directory, 'commit', '-q', '-m', 'More');
  }

  it('lets anybody clone a public repository and its owner push', async () => {
    await test.git(test.scratch, 'clone', '-q', test.address(), 'one');
    const work = join(test.scratch, 'one');
    await test.git(work, 'checkout', '-q', '-b', 'docs');
    await commitFiles(work, { 'docs/big.txt': 'line\n'.repeat(50_000) });
    const address = test.address(`atlas:${cluster().tokens.owner}`);
    await test.git(work, 'push', '-q', address, 'docs');

    const pushed = await test.git(work, 'rev-parse', 'HEAD');
    const branch = await answerUntil(
      `${test.path}/branches/docs`,
      ({ commit }) => commit !== undefined,
    );
    expect(branch.commit.id).toBe(pushed);
  });

  it('clones a single commit of a branch, and fetches the others later', async () => {
    const shallow = await test.clone('two', '--depth=1', '-b', 'docs');
    expect(await readFile(join(shallow, 'docs/big.txt'), 'utf8')).toHaveLength(
      250_000,
    );
    const count = () => test.git(shallow, 'rev-list', '--count', 'HEAD');
    expect(await count()).toBe('1');
    await test.git(shallow, 'fetch', '-q', '--unshallow');
    expect(await count()).toBe('2');
  });

  it.each(['0', '1', '2'])('speaks protocol %s', async version => {
    const refs = await test.git(
      test.scratch,
      ...['-c', `protocol.version=${version}`],
      ...['ls-remote', test.address()],
    );
    expect(refs).toContain('refs/heads/main');
  });

  it('fetches what others have pushed', async () => {
    const [mine, theirs] = [
      await test.clone('mine'),
      await test.clone('theirs'),
    ];
    await commitFiles(theirs, { 'theirs.txt': 'x' });
    await test.git(theirs, 'push', '-q', 'origin', 'main');
    await commitFiles(mine, { 'mine.txt': 'x' });
    await expect(test.git(mine, 'push', 'origin', 'main')).rejects.toThrow(
      /\[rejected\] +main -> main \(fetch first\)/,
    );
    await test.git(mine, 'pull', '-q', '--rebase');
    await test.git(mine, 'push', '-q', 'origin', 'main');
    await test.git(theirs, 'fetch', '-q', '--prune');
    expect(await test.git(theirs, 'rev-parse', 'origin/main')).toBe(
      await test.git(mine, 'rev-parse', 'HEAD'),
    );
  });

  it('takes annotated tags', async () => {
    const work = await test.clone('tags');
    await test.git(work, 'tag', '-a', 'v1', '-m', 'One');
    await test.git(work, 'push', '-q', 'origin', 'v1');
    const tags = await test.git(work, 'ls-remote', 'origin', 'v1^{}');
    expect(tags).toContain(await test.git(work, 'rev-parse', 'HEAD'));
  });

  it.each([
    ['nobody', () => undefined, /could not read Username/],
    ['a wrong token', () => 'atlas:wrong', /Authentication failed/],
    [
      'an account without write access',
      () => `portal:${cluster().tokens.portal}`,
      /403|User permission denied for writing/,
    ],
  ])('refuses a push by %s', async (_, credentials, message) => {
    await expect(
      test.git(
        join(test.scratch, 'seed'),
        'push',
        test.address(credentials()),
        'main:refs/heads/mine',
      ),
    ).rejects.toThrow(message);
  });

  it('hides a private repository', async () => {
    await test.api('POST', '/user/repos', { name: 'secret', private: true });
    const address = test
      .address(`portal:${cluster().tokens.portal}`)
      .replace('/git.git', '/secret.git');
    await expect(test.git(test.scratch, 'ls-remote', address)).rejects.toThrow(
      /not found/,
    );
  });

  it('follows a pull request when its branch is pushed to and removed', async () => {
    const number = await test.propose('topic', { 'a.txt': 'a\n' });
    const work = await test.clone('three', '-b', 'topic');
    await commitFiles(work, { 'b.txt': 'b\n' });
    await test.git(work, 'push', '-q', 'origin', 'topic');
    const head = await test.git(work, 'rev-parse', 'HEAD');
    const pull = await answerUntil(
      `${test.path}/pulls/${number}`,
      ({ head: { sha } }) => sha === head,
    );
    expect(pull.changed_files).toBe(2);

    await test.git(work, 'push', '-q', 'origin', ':topic');
    const closed = await answerUntil(
      `${test.path}/pulls/${number}`,
      ({ state }) => state === 'closed',
    );
    expect(closed).toMatchObject({
      merged: false,
      head: { label: 'topic', ref: `refs/pull/${number}/head` },
    });
    expect(
      await test.git(work, 'ls-remote', 'origin', `refs/pull/${number}/head`),
    ).toContain(head);
  });

  it('refuses pushes to the heads of pull requests', async () => {
    const work = await test.clone('hidden');
    await expect(
      test.git(work, 'push', 'origin', 'main:refs/pull/99/head'),
    ).rejects.toThrow(/rejected/);
  });

  it('signs what it tells webhooks', async () => {
    const listener = await hookListener();
    const made = await test.api('POST', `${test.path}/hooks`, {
      type: 'gitea',
      active: true,
      events: ['push'],
      config: {
        url: listener.url,
        content_type: 'json',
        secret: 'a secret',
      },
    });
    expect(made.status).toBe(201);
    const work = await test.clone('hooked');
    await commitFiles(work, { 'hooked.txt': 'x' });
    await test.git(work, 'push', '-q', 'origin', 'main');
    const [{ headers, text }] = await listener.calls(1);
    await listener.end();

    const signature = createHmac('sha256', 'a secret')
      .update(text)
      .digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-gitea-event': 'push',
      'x-github-event': 'push',
      'x-gitea-signature': signature,
      'x-hub-signature-256': `sha256=${signature}`,
    });
    const head = await test.git(work, 'rev-parse', 'HEAD');
    expect(JSON.parse(text)).toMatchObject({
      ref: 'refs/heads/main',
      after: head,
      commits: [{ id: head, message: 'More\n', added: ['hooked.txt'] }],
      repository: { full_name: 'atlas/git' },
      pusher: { login: 'atlas' },
    });
  });

  type Fields = ReturnType<typeof JSON.parse>;

  /** Gitea notices pushes in the background. */
  async function answerUntil(path: string, wanted: (body: Fields) => boolean) {
    for (;;) {
      const { body } = await test.api('GET', path);
      if (wanted(body)) return body;
      await delay(POLL_MS);
    }
  }
});
