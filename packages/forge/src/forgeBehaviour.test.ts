import { forgeFailure } from './__fixtures__/forgeFailure';
import { githubUnderTest } from './__fixtures__/githubUnderTest';
import { gitlabUnderTest } from './__fixtures__/gitlabUnderTest';
import { HostUnderTest } from './__fixtures__/hostUnderTest';
import { ChangeSet, Forge } from './forge';
import { ForgeError } from './forgeError';

const FILES = { 'README.md': '# platform\n', 'delivery/old.yaml': 'old: 1\n' };

/** The hosts that behave alike. */
const HOSTS: [
  string,
  (files: Record<string, string>) => Promise<HostUnderTest>,
][] = [
  ['GitHub', githubUnderTest],
  ['GitLab', gitlabUnderTest],
];

const change = (name: string, more: Partial<ChangeSet> = {}): ChangeSet => ({
  branch: `mini-atlas/${name}`,
  title: `Order ${name}`,
  body: 'A **change**.',
  commitMessage: `Order ${name}`,
  files: [{ path: `delivery/${name}.yaml`, content: `name: ${name} ü\n` }],
  author: { name: 'Ada', email: 'ada@example.com' },
  ...more,
});

const on = (content: string): Partial<ChangeSet> => ({
  files: [{ path: 'delivery/old.yaml', content }],
});

const MERGE = { style: 'merge-commit', message: 'Merged-by: ada' } as const;

describe.each(HOSTS)('a forge at %s', (_name, start) => {
  let host: HostUnderTest;
  let forge: Forge;

  beforeEach(async () => {
    host = await start(FILES);
    forge = host.forge();
  });
  afterEach(() => host.stop());

  const branches = () => [...host.git.branches.keys()];

  it('reads files and directories', async () => {
    expect(await forge.readFile('README.md')).toEqual({
      path: 'README.md',
      content: '# platform\n',
    });
    expect(await forge.readFile('none.md')).toBeUndefined();
    expect(await forge.readFile('delivery')).toBeUndefined();
    expect(await forge.readFile('README.md', 'no/branch')).toBeUndefined();
    expect(await forge.listFiles('delivery')).toEqual(['delivery/old.yaml']);
    expect(await forge.listFiles('none')).toEqual([]);
    expect(await forge.listFiles('', 'no/such/branch')).toEqual([]);
  });

  it('reads a file of more than a megabyte', async () => {
    const content = 'ü'.repeat(700_000);
    const commit = host.git.commitOn('main', { 'large.txt': content });
    const read = await forge.readFile('large.txt', commit);
    expect(read?.content === content).toBe(true);
  });

  it('proposes once, however often it is asked, and closes', async () => {
    const made = await forge.propose(change('one'));
    expect(made).toMatchObject({
      title: 'Order one',
      body: 'A **change**.',
      branch: 'mini-atlas/one',
      targetBranch: 'main',
      headCommit: host.git.branches.get('mini-atlas/one'),
      state: 'open',
      mergeable: true,
    });
    const commit = host.git.at('mini-atlas/one');
    expect(commit).toMatchObject({
      message: 'Order one',
      author: { name: 'Ada', email: 'ada@example.com' },
      parents: [host.git.branches.get('main')],
    });
    expect(await forge.propose(change('one'))).toEqual(made);
    expect(await forge.pullRequests({ state: 'open' })).toEqual([made]);
    expect(await forge.changedFiles(made.number)).toEqual([
      { path: 'delivery/one.yaml', status: 'added' },
    ]);
    expect(await forge.diff(made.number)).toContain('+name: one ü');

    await forge.close(made.number);
    expect(await forge.pullRequest(made.number)).toMatchObject({
      state: 'closed',
      branch: 'mini-atlas/one',
      closedAt: expect.any(String),
    });
    expect(branches()).toEqual(['main']);
  });

  it('changes, removes and adds files in one commit', async () => {
    const { number } = await forge.propose(
      change('many', {
        files: [
          { path: 'delivery/old.yaml', content: null },
          { path: 'README.md', content: '# changed\n' },
          { path: 'new/a b #.yaml', content: 'new: 1\n' },
        ],
      }),
    );
    expect(await forge.changedFiles(number)).toEqual([
      { path: 'README.md', status: 'modified' },
      { path: 'delivery/old.yaml', status: 'removed' },
      { path: 'new/a b #.yaml', status: 'added' },
    ]);
    const read = await forge.readFile('new/a b #.yaml', 'mini-atlas/many');
    expect(read?.content).toBe('new: 1\n');
  });

  it('finds the pull request whose answer was lost', async () => {
    host.loseAnswer('pull request');
    const made = await forge.propose(change('lost'));
    expect(made.state).toBe('open');
    expect(await forge.pullRequests({ state: 'all' })).toHaveLength(1);
  });

  it('leaves no branch when an answer was lost or nothing can be opened', async () => {
    host.loseAnswer('branch');
    const lost = await forgeFailure(forge.propose(change('lost')));
    expect(lost.kind).toBe('unreachable');
    expect(branches()).toEqual(['main']);
    host.refuseToOpen();
    const refused = await forgeFailure(forge.propose(change('lost')));
    expect(refused.kind).toBe('failed');
    expect(branches()).toEqual(['main']);
    const elsewhere = host.forge({ branch: 'gone' });
    await forgeFailure(elsewhere.propose(change('lost')));
    expect(branches()).toEqual(['main']);
  });

  it('uses what a broken try left, and overwrites nothing else', async () => {
    const { files } = change('left');
    const left = host.git.commitOn('mini-atlas/left', {
      [files[0].path]: files[0].content,
    });
    expect((await forge.propose(change('left'))).headCommit).toBe(left);

    host.git.branches.set(
      'mini-atlas/empty',
      host.git.branches.get('main') ?? '',
    );
    expect((await forge.propose(change('empty'))).state).toBe('open');

    host.git.commitOn('mini-atlas/other', { 'other.txt': 'theirs' });
    const error = await forgeFailure(forge.propose(change('other')));
    expect(error.kind).toBe('conflict');
    expect(branches()).toContain('mini-atlas/other');
    const again = await forgeFailure(forge.propose(change('empty', on('x\n'))));
    expect(again.message).toMatch(/#\d+ of the branch mini-atlas\/empty/);
  });

  it('withdraws its own branch only', async () => {
    host.git.commitOn('mini-atlas/own', {
      'delivery/own.yaml': 'name: own ü\n',
    });
    await forge.withdraw(change('own'));
    expect(branches()).not.toContain('mini-atlas/own');
    host.git.commitOn('mini-atlas/other', { 'other.txt': 'theirs' });
    await forge.withdraw(change('other'));
    await forge.propose(change('open'));
    await forge.withdraw(change('open'));
    await forge.withdraw(change('none'));
    expect(branches()).toEqual(['main', 'mini-atlas/other', 'mini-atlas/open']);
  });

  it.each(['merge-commit', 'squash'] as const)(
    'merges (%s) what was seen, once, and says who did',
    async style => {
      const made = await forge.propose(change('merged'));
      const options = { ...MERGE, style, headCommit: made.headCommit };
      const merged = await forge.merge(made.number, options);
      expect(merged).toMatchObject({
        state: 'merged',
        mergeable: false,
        branch: made.branch,
        mergedAt: expect.any(String),
        mergeCommit: host.git.branches.get('main'),
      });
      const { message, parents } = host.git.at('main') ?? {};
      expect(message).toContain('Merged-by: ada');
      expect(parents).toHaveLength(style === 'squash' ? 1 : 2);
      expect(await forge.merge(made.number, options)).toEqual(merged);
      expect(await forge.propose(change('merged'))).toEqual(merged);
      expect((await forgeFailure(forge.close(made.number))).kind).toBe(
        'conflict',
      );
    },
  );

  it('takes a merge whose answer was lost as merged', async () => {
    const { number, headCommit } = await forge.propose(change('merged'));
    host.loseAnswer('merge');
    const merged = await forge.merge(number, { ...MERGE, headCommit });
    expect(merged.state).toBe('merged');
  });

  it('asks again while the host looks whether it can be merged', async () => {
    const { number, headCommit } = await forge.propose(change('looks'));
    host.look(3);
    const options = { ...MERGE, headCommit, patienceMs: 60_000 };
    expect((await forge.merge(number, options)).state).toBe('merged');
  });

  it('merges nothing that conflicts, has moved or is closed', async () => {
    const first = await forge.propose(change('first', on('value: 1\n')));
    const second = await forge.propose(change('second', on('value: 2\n')));
    const merge = (of: typeof first, headCommit = of.headCommit) =>
      forge.merge(of.number, { ...MERGE, headCommit, patienceMs: 0 });
    const unseen = await forgeFailure(merge(second, first.headCommit));
    expect(unseen.message).toContain('another commit by now');
    await merge(first);
    expect((await forgeFailure(merge(second))).kind).toBe('conflict');
    expect((await forge.pullRequest(second.number)).mergeable).toBe(false);
    await forge.close(second.number);
    expect((await forgeFailure(merge(second))).message).toContain(
      'it is closed',
    );
  });

  it('reads lists of more than a page', async () => {
    for (const one of ['a', 'b', 'c', 'd', 'e']) {
      await forge.propose(change(one));
    }
    host.limitPages(2);
    const all = await forge.pullRequests({ state: 'all' });
    expect(all.map(({ title }) => title.slice(-1)).join('')).toBe('edcba');
    expect(await forge.pullRequests({ state: 'open', limit: 3 })).toHaveLength(
      3,
    );
  });

  it('says what the host refuses', async () => {
    const guest = host.forge({ token: host.guest });
    const forbidden = await forgeFailure(guest.propose(change('guest')));
    expect(forbidden.kind).toBe('forbidden');
    expect(forbidden.message).toMatch(/^Could not commit delivery\/guest/);
    const wrong = host.forge({ token: 'wrong' });
    expect((await forgeFailure(wrong.readFile('a'))).kind).toBe('unauthorized');
    const none = host.forge({ repository: 'atlas/none' });
    expect((await forgeFailure(none.readFile('a'))).message).toContain(
      'find the repository atlas/none',
    );
    expect((await forgeFailure(forge.pullRequest(999))).kind).toBe('not-found');
  });

  it('waits no longer than it was told, and ends when it is told', async () => {
    host.hang();
    const slow = host.forge({ timeoutMs: 50 });
    const late = await forgeFailure(slow.readFile('README.md'));
    expect(late.answer).toBe('no answer within 0.05 s');
    const ended = host.forge({ signal: AbortSignal.abort() });
    const error = await forgeFailure(ended.readFile('README.md'));
    expect([error.kind, error.answer]).toEqual([
      'unreachable',
      'the request was cancelled',
    ]);
  });

  it.each(['../x', '/etc/x', 'a/../b', 'a//b', '.git/config', 'a\nb', ''])(
    'refuses the path %j',
    async path => {
      const files = [{ path, content: '' }];
      const error = await forgeFailure(
        forge.propose(change('path', { files })),
      );
      expect(error.kind).toBe('invalid');
      await expect(forge.readFile(path)).rejects.toThrow(ForgeError);
    },
  );

  it.each(['', 'a b', '-x', 'a..b', 'a/.b', 'a.lock', 'a~1', 'main'])(
    'refuses the branch %j',
    async branch => {
      const error = await forgeFailure(forge.propose(change('b', { branch })));
      expect(error.kind).toBe('invalid');
    },
  );
});
