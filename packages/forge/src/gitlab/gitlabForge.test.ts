import { fakeGitlab } from '../__fixtures__/fakeGitlab';
import { forgeFailure } from '../__fixtures__/forgeFailure';
import { smallOrder } from '../__fixtures__/smallOrder';

let gitlab: Awaited<ReturnType<typeof fakeGitlab>>;

beforeEach(async () => {
  gitlab = await fakeGitlab({ 'README.md': '# platform\n' });
});
afterEach(() => gitlab.stop());

const merging = (headCommit: string) =>
  ({
    headCommit,
    style: 'merge-commit',
    message: 'by ada',
    patienceMs: 0,
  } as const);

describe('what GitLab refuses', () => {
  it.each([
    [
      429,
      'Retry later\n',
      { 'retry-after': '37' },
      'failed',
      'try again in 37 s',
    ],
    [429, 'Retry later\n', {}, 'failed', 'try again in a minute'],
    [
      403,
      {
        error: 'insufficient_scope',
        error_description:
          'The request requires higher privileges than provided by the access token.',
      },
      {},
      'forbidden',
      'the scope api',
    ],
    [
      401,
      { message: '401 Unauthorized' },
      {},
      'unauthorized',
      'integrations.gitlab',
    ],
    [
      400,
      { message: { title: ["can't be blank"], base: ['is wrong'] } },
      {},
      'invalid',
      "title can't be blank; base is wrong",
    ],
    [400, { error: 'ref is empty' }, {}, 'invalid', 'ref is empty'],
  ])('is told apart: %d %j', async (status, body, headers, kind, words) => {
    gitlab.fault('GET', /files/, { status, body, headers });
    const error = await forgeFailure(gitlab.forge().readFile('README.md'));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(words);
  });

  it.each([
    ['not_approved', 'Have it approved'],
    ['ci_must_pass', 'its pipeline'],
    ['draft_status', 'Mark it as ready'],
    ['discussions_not_resolved', 'Resolve them'],
    ['need_rebase', 'Rebase it'],
    ['jira_association_missing', 'do what its rule asks for'],
  ])('to merge says which rule it is: %s', async (rule, advice) => {
    const forge = gitlab.forge();
    const { headCommit, number } = await forge.propose(smallOrder('a'));
    gitlab.state.rule = rule;
    const error = await forgeFailure(forge.merge(number, merging(headCommit)));
    expect(error.kind).toBe('conflict');
    expect(error.message).toContain(advice);
  });

  it('to let somebody merge is not taken for a wrong token', async () => {
    const forge = gitlab.forge();
    const { headCommit, number } = await forge.propose(smallOrder('a'));
    gitlab.state.mayMerge = false;
    const error = await forgeFailure(forge.merge(number, merging(headCommit)));
    expect(error.kind).toBe('forbidden');
    expect(error.message).toContain('protected branches');
  });
});

describe('what is particular to GitLab', () => {
  it('finds a project in subgroups, and has its own addresses', async () => {
    const forge = gitlab.forge({ repository: 'group/sub/platform' });
    await forgeFailure(forge.readFile('README.md'));
    const [request] = gitlab.requests;
    expect(request.path).toBe(
      '/projects/group/sub/platform/repository/files/README.md',
    );
    expect(forge.fileUrl('a b/c.yaml')).toBe(
      `${gitlab.url}/group/sub/platform/-/blob/main/a%20b/c.yaml`,
    );
    expect(forge.commitUrl('a'.repeat(40))).toBe(
      `${gitlab.url}/group/sub/platform/-/commit/${'a'.repeat(40)}`,
    );
  });

  it.each(['platform', 'group/../platform', 'group//platform', '/platform'])(
    'takes %j for no project',
    repository => {
      expect(() => gitlab.forge({ repository })).toThrow(
        /named group\/name, or with subgroups/,
      );
    },
  );

  it("takes a fork's branch for no branch of the project", async () => {
    gitlab.state.git.commitOn('mini-atlas/a', { 'a.yaml': 'theirs\n' });
    const fork = gitlab.state.open({
      source: 'mini-atlas/a',
      target: 'main',
      title: 'theirs',
      description: '',
    });
    fork.sourceProject = 7;
    const forge = gitlab.forge();
    expect((await forge.pullRequest(fork.iid)).branch).toBe('7:mini-atlas/a');
    await forge.close(fork.iid);
    expect(gitlab.state.git.branches.has('mini-atlas/a')).toBe(true);
  });

  it('keeps what GitLab itself writes of a merge', async () => {
    const forge = gitlab.forge();
    const { headCommit, number } = await forge.propose(smallOrder('a'));
    await forge.merge(number, merging(headCommit));
    expect(gitlab.state.git.at('main')?.message).toBe(
      "Merge branch 'mini-atlas/a' into 'main'\n\na\n\nby ada\n\nSee merge request atlas/platform!1",
    );
  });

  it('waits until it knows what a new merge request changes', async () => {
    const forge = gitlab.forge();
    const { number } = await forge.propose(smallOrder('a'));
    gitlab.state.preparing = 2;
    expect(await forge.changedFiles(number)).toEqual([
      { path: 'a.yaml', status: 'added' },
    ]);
  });

  it('keeps the commits of what somebody marked to be squashed', async () => {
    const forge = gitlab.forge();
    const { headCommit, number } = await forge.propose(smallOrder('a'));
    Object.assign(gitlab.state.mergeRequests.get(number) ?? {}, {
      squash: true,
    });
    await forge.merge(number, merging(headCommit));
    expect(gitlab.state.git.at('main')?.parents).toHaveLength(2);
  });

  it('takes no line of a description as a command', async () => {
    const body = 'Why:\n/draft\n  /title x\n```\n/kept\n```\n/close';
    const { body: kept } = await gitlab
      .forge()
      .propose({ ...smallOrder('a'), body });
    expect(kept).toBe(
      'Why:\n\\/draft\n  \\/title x\n```\n/kept\n```\n\\/close',
    );
  });

  it('refuses to overwrite what changed since it was read', async () => {
    const forge = gitlab.forge();
    gitlab.fault('GET', /files\/README.md$/, {
      status: 200,
      body: {
        encoding: 'base64',
        content: Buffer.from('# older\n').toString('base64'),
        last_commit_id: 'older',
      },
    });
    const change = {
      ...smallOrder('a'),
      files: [{ path: 'README.md', content: '# mine\n' }],
    };
    expect((await forgeFailure(forge.propose(change))).kind).toBe('conflict');
    expect([...gitlab.state.git.branches.keys()]).toEqual(['main']);
  });

  it('tells what pipelines say of a commit', async () => {
    gitlab.state.statuses = [
      { name: 'lint', status: 'success', target_url: 'https://ci/1' },
      { name: 'test', status: 'failed', description: 'two failed' },
      { name: 'slow', status: 'failed', allow_failure: true },
      { name: 'deploy', status: 'manual' },
      { name: 'build', status: 'running' },
    ];
    const commit = gitlab.state.git.branches.get('main') ?? '';
    expect(await gitlab.forge().statuses(commit)).toEqual([
      {
        context: 'lint',
        state: 'success',
        description: 'success',
        url: 'https://ci/1',
      },
      { context: 'test', state: 'failure', description: 'two failed' },
      { context: 'slow', state: 'warning', description: 'failed' },
      { context: 'deploy', state: 'skipped', description: 'manual' },
      { context: 'build', state: 'pending', description: 'running' },
    ]);
  });
});
