import { fakeGithub, TOKEN } from '../__fixtures__/fakeGithub';
import { forgeFailure } from '../__fixtures__/forgeFailure';
import { smallOrder } from '../__fixtures__/smallOrder';

let github: Awaited<ReturnType<typeof fakeGithub>>;

beforeEach(async () => {
  github = await fakeGithub({ 'README.md': '# platform\n' });
});
afterEach(() => github.stop());

describe('what GitHub refuses', () => {
  it.each([
    [
      403,
      'API rate limit exceeded for user ID 1.',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225600' },
      'failed',
      'try again after 2026-01-01T00:00:00.000Z',
    ],
    [
      403,
      'You have exceeded a secondary rate limit.',
      { 'retry-after': '37' },
      'failed',
      'try again in 37 s',
    ],
    [429, 'Too Many Requests', {}, 'failed', 'wait at least a minute'],
    [
      403,
      'Resource protected by organization SAML enforcement.',
      { 'x-github-sso': 'required; url=https://github.com/orgs/o/sso?a=b' },
      'forbidden',
      'single sign-on: https://github.com/orgs/o/sso?a=b',
    ],
    [
      403,
      'Resource not accessible by personal access token',
      { 'x-accepted-github-permissions': 'contents=read' },
      'forbidden',
      'this request needs contents=read',
    ],
    [
      403,
      'Resource not accessible by integration',
      { 'x-accepted-github-permissions': '<script>' },
      'forbidden',
      'Commit statuses and Checks (read).',
    ],
    [401, 'Bad credentials', {}, 'unauthorized', 'integrations.github'],
    [502, '<html>', {}, 'failed', 'it answered with status 502'],
  ])(
    'says what helps: %i %s',
    async (status, message, headers, kind, words) => {
      const body = message.startsWith('<') ? message : { message };
      const fault = { status, headers: { ...headers }, body };
      github.fault('GET', /contents/, fault);
      const error = await forgeFailure(github.forge().readFile('README.md'));
      expect(error.kind).toBe(kind);
      expect(error.message).toContain(words);
    },
  );

  it.each([
    ['Merge commits are not allowed on this repository.', 'kro.changes.merge'],
    ['Squash merges are not allowed on this repository.', 'kro.changes.merge'],
    ['Pull Request is still a draft', 'ready for review'],
    [
      'At least 1 approving review is required by reviewers with write access.',
      'The branch is protected',
    ],
    ['Pull Request is not mergeable', 'has changed the same lines'],
    [
      'Base branch was modified. Review and try the merge again.',
      'something else was merged at the same moment',
    ],
  ])('explains why it does not merge: %s', async (message, words) => {
    const forge = github.forge();
    const { number, headCommit } = await forge.propose(smallOrder('a'));
    github.fault('PUT', /merge$/, { status: 405, body: { message } });
    const style = 'merge-commit';
    const options = { headCommit, style, message: 'm', patienceMs: 0 } as const;
    const error = await forgeFailure(forge.merge(number, options));
    expect(error.kind).toBe('conflict');
    expect(error.message).toContain(words);
  });

  it('names the field of a pull request that it does not take', async () => {
    const body = {
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
    };
    github.fault('POST', /pulls$/, { status: 422, body });
    const error = await forgeFailure(github.forge().propose(smallOrder('a')));
    expect(error.kind).toBe('invalid');
    expect(error.answer).toBe('Validation Failed: head is invalid');
  });
});

describe('trees', () => {
  it('lists all files when GitHub shows a part of them only', async () => {
    const all = ['a/1', 'a/b/2', 'a/b/3', 'c/4', 'README.md'];
    const files = Object.fromEntries(all.map(path => [path, path]));
    github.state.git.commitOn('main', files);
    github.state.largestTree = 2;
    const listed = await github.forge().listFiles('');
    expect(listed.sort()).toEqual(all.sort());
  });

  it('takes a branch with more files than GitHub compares for what it is', async () => {
    const files: Record<string, string> = { 'a.yaml': 'x\n' };
    for (let i = 0; i < 300; i++) files[`a/${i}`] = 'theirs';
    const theirs = github.state.git.commitOn('mini-atlas/a', files);
    const error = await forgeFailure(github.forge().propose(smallOrder('a')));
    expect(error.kind).toBe('conflict');
    expect(github.state.git.branches.get('mini-atlas/a')).toBe(theirs);
  });

  it('keeps a program executable', async () => {
    const { git } = github.state;
    const main = git.at('main');
    const program = { id: 'b'.repeat(40), mode: '100755', content: 'old\n' };
    main?.files.set('a.yaml', program);
    await github.forge().propose(smallOrder('a', 'new\n'));
    expect(git.at('mini-atlas/a')?.files.get('a.yaml')).toMatchObject({
      mode: '100755',
      content: 'new\n',
    });
  });

  it('overwrites nothing that changed while it was proposed', async () => {
    const { git } = github.state;
    // The file was read when the branch is looked for.
    github.state.onRequest = path => {
      if (!path.includes('/git/ref/heads/mini-atlas')) return;
      github.state.onRequest = undefined;
      git.commitOn('main', { 'a.yaml': 'theirs\n' });
    };
    const error = await forgeFailure(github.forge().propose(smallOrder('a')));
    expect(error.answer).toBe('a.yaml has changed meanwhile');
    expect(git.branches.has('mini-atlas/a')).toBe(false);
  });
});

describe('pull requests of forks', () => {
  it('are not taken for those of the repository, and their branch stays', async () => {
    const forge = github.forge();
    const { git } = github.state;
    git.commitOn('mini-atlas/a', { 'a.yaml': 'x\n' });
    const branch = 'mini-atlas/a';
    const parts = { branch, target: 'main', title: 'theirs', body: null };
    const pull = github.state.open(parts);
    pull.owner = 'mallory';
    expect((await forge.pullRequest(pull.number)).branch).toBe(
      'mallory:mini-atlas/a',
    );
    await forge.close(pull.number);
    expect(git.branches.has(branch)).toBe(true);
  });
});

it('reads statuses and check runs', async () => {
  const { state } = github;
  const html_url = 'https://github.example.com/run/1';
  const details_url = null;
  state.statuses = [
    { context: 'ci', state: 'error', description: null, target_url: null },
    { context: 'lint', state: 'success', description: 'ok', target_url: 'u' },
  ];
  state.checkRuns = [
    ['build', 'completed', 'success'] as const,
    ['test', 'in_progress', null] as const,
    ['docs', 'completed', 'skipped'] as const,
    ['e2e', 'completed', 'timed_out'] as const,
  ].map(([name, status, conclusion]) => ({
    name,
    status,
    conclusion,
    details_url,
    html_url,
  }));
  const said = await github
    .forge()
    .statuses(state.git.branches.get('main') ?? '');
  expect(said).toEqual([
    { context: 'ci', state: 'failure', description: '' },
    { context: 'lint', state: 'success', description: 'ok', url: 'u' },
    {
      context: 'build',
      state: 'success',
      description: 'success',
      url: html_url,
    },
    {
      context: 'test',
      state: 'pending',
      description: 'in progress',
      url: html_url,
    },
    {
      context: 'docs',
      state: 'skipped',
      description: 'skipped',
      url: html_url,
    },
    {
      context: 'e2e',
      state: 'failure',
      description: 'timed out',
      url: html_url,
    },
  ]);
});

it('reads a renamed file as one removed and one added', async () => {
  const { number } = await github.forge().propose(smallOrder('a'));
  const body = [
    { filename: 'new', previous_filename: 'old', status: 'renamed' },
    { filename: 'same', status: 'unchanged' },
    { filename: 'mode', status: 'changed' },
  ];
  github.fault('GET', /files$/, { status: 200, body });
  expect(await github.forge().changedFiles(number)).toEqual([
    { path: 'old', status: 'removed' },
    { path: 'new', status: 'added' },
    { path: 'mode', status: 'modified' },
  ]);
});

it('asks for the token at each request, and says when there is none', async () => {
  const token = jest.fn(async () => TOKEN);
  const forge = github.forge({ token });
  await forge.readFile('README.md');
  await forge.readFile('README.md');
  expect(token).toHaveBeenCalledTimes(2);
  token.mockRejectedValueOnce(new Error('no app is installed'));
  const error = await forgeFailure(forge.readFile('README.md'));
  expect(error.kind).toBe('unauthorized');
  expect(error.answer).toContain('no app is installed');
});
