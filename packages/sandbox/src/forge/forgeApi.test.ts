import { mergeInWorktree } from './git/mergeTrees';
import {
  ForgeUnderTest,
  forgeUnderTest,
  GUEST_TOKEN,
} from './testing/forgeUnderTest';

const REPO = '/repos/atlas/platform';

/** Field names as a real Gitea 1.26.4 answered them. */
const PULL_FIELDS =
  'additions allow_maintainer_edit assignee assignees base body changed_files closed_at comments content_version created_at deletions diff_url draft due_date head html_url id is_locked labels merge_base merge_commit_sha mergeable merged merged_at merged_by milestone number patch_url pin_order requested_reviewers requested_reviewers_teams state title updated_at url user';
const CONTENT_FIELDS =
  '_links content download_url encoding git_url html_url last_author_date last_commit_sha last_committer_date name path sha size submodule_git_url target type url';
const COMMIT_FIELDS =
  'author commit committer created files html_url parents sha stats url';
const USER_FIELDS =
  'active avatar_url created description email followers_count following_count full_name html_url id is_admin language last_login location login login_name prohibit_login restricted source_id starred_repos_count username visibility website';

const fieldsOf = (value: object) => Object.keys(value).sort().join(' ');

jest.setTimeout(60_000);

describe("the forge's API", () => {
  let test: ForgeUnderTest;
  beforeAll(async () => {
    test = await forgeUnderTest({
      'README.md': '# platform\n',
      'a/one.yaml': 'one: 1\ntwo: 2\nthree: 3\n',
      'a/b/two.yaml': 'two: 2\n',
    });
  });
  afterAll(() => test.end());

  it('has the fields that Gitea has', async () => {
    const number = await test.propose('fields', { 'f.txt': 'f' });
    const get = async (path: string) => (await test.api('GET', path)).body;
    expect(fieldsOf(await get('/user'))).toBe(USER_FIELDS);
    expect(fieldsOf(await get(`${REPO}/pulls/${number}`))).toBe(PULL_FIELDS);
    expect(fieldsOf(await get(`${REPO}/contents/a/one.yaml`))).toBe(
      CONTENT_FIELDS,
    );
    expect(fieldsOf((await get(`${REPO}/commits`))[0])).toBe(COMMIT_FIELDS);
    expect(await get('/version')).toEqual({ version: '1.26.4' });
  });

  it('reads files, directories and trees', async () => {
    const file = (await test.api('GET', `${REPO}/contents/a/one.yaml`)).body;
    expect(Buffer.from(file.content, 'base64').toString()).toContain('one: 1');
    const directory = (await test.api('GET', `${REPO}/contents/a?ref=main`))
      .body;
    expect(
      directory.map((e: { path: string; type: string }) => [e.path, e.type]),
    ).toEqual([
      ['a/b', 'dir'],
      ['a/one.yaml', 'file'],
    ]);
    const tree = (
      await test.api('GET', `${REPO}/git/trees/main?recursive=true&per_page=2`)
    ).body;
    expect(tree).toMatchObject({ truncated: true, page: 1, total_count: 5 });
    expect((await test.api('GET', `${REPO}/raw/a/b/two.yaml`)).body).toBe(
      'two: 2\n',
    );
  });

  it('changes single files', async () => {
    const path = `${REPO}/contents/single.txt`;
    const content = Buffer.from('x').toString('base64');
    const created = await test.api('POST', path, { content, message: 'Add' });
    expect(created.status).toBe(201);
    const { sha } = created.body.content;
    expect((await test.api('POST', path, { content })).body.message).toBe(
      'repository file already exists [path: single.txt]',
    );
    const stale = await test.api('PUT', path, { content, sha: 'f'.repeat(40) });
    expect([stale.status, stale.body.message]).toEqual([
      422,
      `sha does not match [given: ${'f'.repeat(40)}, expected: ${sha}]`,
    ]);
    const updated = await test.api('PUT', path, {
      content: Buffer.from('y').toString('base64'),
      sha,
    });
    expect(updated.status).toBe(200);
    const removed = await test.api('DELETE', path, {
      sha: updated.body.content.sha,
    });
    expect([removed.status, removed.body.content]).toEqual([200, null]);
    expect((await test.api('GET', path)).status).toBe(404);
  });

  it.each(['../x', '/x', 'a/.git/config', 'a//b', 'a\nb', ''])(
    'refuses the path %j',
    async path => {
      const { status } = await test.api('POST', `${REPO}/contents`, {
        files: [{ operation: 'create', path, content: '' }],
      });
      expect(status).toBe(422);
    },
  );

  it('makes, lists and removes branches', async () => {
    const create = (name: string) =>
      test.api('POST', `${REPO}/branches`, { new_branch_name: name });
    expect((await create('x/y')).status).toBe(201);
    expect([
      (await create('x/y')).status,
      (await create('x/y')).body.message,
    ]).toEqual([409, 'The branch already exists.']);
    expect((await create('bad..name')).status).toBe(422);
    expect((await test.api('GET', `${REPO}/branches/x/y`)).body.name).toBe(
      'x/y',
    );
    expect((await test.api('DELETE', `${REPO}/branches/x/y`)).status).toBe(204);
    expect((await test.api('DELETE', `${REPO}/branches/x/y`)).status).toBe(404);
    expect(
      (await test.api('DELETE', `${REPO}/branches/main`)).body.message,
    ).toBe('can not delete default branch');
  });

  it('pages with a total and links', async () => {
    for (const name of ['p1', 'p2', 'p3']) {
      await test.propose(name, { [`${name}.txt`]: name });
    }
    const { headers, body } = await test.api(
      'GET',
      `${REPO}/pulls?state=open&limit=2&page=2`,
    );
    expect(body).toHaveLength(2);
    expect(Number(headers.get('X-Total-Count'))).toBeGreaterThan(3);
    expect(headers.get('Link')).toMatch(/<http[^>]+page=1[^>]*>; rel="first"/);
  });

  it('answers as Gitea does when it refuses', async () => {
    const refused = async (...call: Parameters<typeof test.api>) => {
      const { status, body } = await test.api(...call);
      return [status, body.message];
    };
    const number = await test.propose('again', { 'again.txt': '1' });
    expect(await refused('GET', '/user', undefined, '')).toEqual([
      401,
      'token is required',
    ]);
    expect(await refused('GET', '/user', undefined, 'wrong')).toEqual([
      401,
      'invalid username, password or token',
    ]);
    expect(await refused('GET', '/repos/atlas/none')).toEqual([
      404,
      "The target couldn't be found.",
    ]);
    expect(
      (
        await refused(
          'POST',
          `${REPO}/contents`,
          { files: [{ operation: 'create', path: 'g', content: '' }] },
          GUEST_TOKEN,
        )
      )[0],
    ).toBe(403);
    expect(
      await refused(
        'POST',
        `${REPO}/pulls/${number}/merge`,
        { Do: 'merge' },
        GUEST_TOKEN,
      ),
    ).toEqual([405, 'User not allowed to merge PR']);
    expect(
      await refused('POST', `${REPO}/pulls/${number}/merge`, {
        Do: 'merge',
        head_commit_id: 'f'.repeat(40),
      }),
    ).toEqual([409, 'head out of date']);
    expect(
      await refused('POST', `${REPO}/pulls`, {
        head: 'again',
        base: 'main',
        title: 'x',
      }),
    ).toEqual([
      409,
      expect.stringMatching(/^pull request already exists for these targets/),
    ]);
    expect(
      (
        await refused('POST', `${REPO}/pulls`, {
          head: 'none',
          base: 'main',
          title: 'x',
        })
      )[0],
    ).toBe(404);
    expect((await refused('PUT', `${REPO}/pulls`))[0]).toBe(405);
    await test.api('POST', `${REPO}/pulls/${number}/merge`, { Do: 'merge' });
    expect(
      (
        await refused('POST', `${REPO}/pulls/${number}/merge`, { Do: 'merge' })
      )[0],
    ).toBe(405);
    expect(
      (await refused('PATCH', `${REPO}/pulls/${number}`, { state: 'open' }))[0],
    ).toBe(412);
  });

  it.each([
    [
      'merge',
      2,
      /^Merge pull request 'Change k-merge' \(#\d+\) from k-merge into main\n\nWhy\n$/,
    ],
    ['squash', 1, /^Change k-squash \(#\d+\)\n\nWhy\n$/],
    ['rebase', 1, /^Change k-rebase\n$/],
  ])('merges by %s', async (style, parents, message) => {
    const number = await test.propose(`k-${style}`, {
      [`k-${style}.txt`]: 'k',
    });
    await test
      .propose(`before-${style}`, { [`before-${style}.txt`]: 'b' })
      .then(other =>
        test.api('POST', `${REPO}/pulls/${other}/merge`, { Do: 'merge' }),
      );
    const merged = await test.api('POST', `${REPO}/pulls/${number}/merge`, {
      Do: style,
      merge_message_field: 'Why',
      delete_branch_after_merge: true,
    });
    expect([merged.status, merged.body]).toEqual([200, '']);
    const [head] = (await test.api('GET', `${REPO}/commits?limit=1`)).body;
    expect(head.parents).toHaveLength(parents);
    expect(head.commit.message).toMatch(message);
    const pull = (await test.api('GET', `${REPO}/pulls/${number}`)).body;
    expect(pull).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: head.sha,
      merged_by: { login: 'atlas' },
      head: { ref: `refs/pull/${number}/head`, label: `k-${style}` },
    });
    expect((await test.api('GET', `${REPO}/branches/k-${style}`)).status).toBe(
      404,
    );
    expect(
      (await test.api('GET', `${REPO}/pulls/${number}/merge`)).status,
    ).toBe(204);
    const files = (await test.api('GET', `${REPO}/pulls/${number}/files`)).body;
    expect(files).toMatchObject([
      { filename: `k-${style}.txt`, status: 'added', additions: 1 },
    ]);
  });

  it('merges by fast forward only where it can', async () => {
    const old = await test.propose('ff-old', { 'ff-old.txt': '1' });
    const number = await test.propose('ff', { 'ff.txt': '1' });
    const merge = (n: number) =>
      test.api('POST', `${REPO}/pulls/${n}/merge`, { Do: 'fast-forward-only' });
    expect((await merge(number)).status).toBe(200);
    expect((await merge(old)).status).toBe(409);
  });

  it('sees a conflict before and at the merge, with old and new Git', async () => {
    const one = await test.propose('c1', {
      'a/one.yaml': 'one: A\ntwo: 2\nthree: 3\n',
    });
    const other = await test.propose('c2', {
      'a/one.yaml': 'one: B\ntwo: 2\nthree: 3\n',
    });
    expect(
      (await test.api('GET', `${REPO}/pulls/${other}`)).body.mergeable,
    ).toBe(true);
    await test.api('POST', `${REPO}/pulls/${one}/merge`, { Do: 'merge' });
    expect(
      (await test.api('GET', `${REPO}/pulls/${other}`)).body.mergeable,
    ).toBe(false);
    const refused = await test.api('POST', `${REPO}/pulls/${other}/merge`, {
      Do: 'squash',
    });
    expect(refused.status).toBe(409);
    expect(refused.body.StdOut).toContain('a/one.yaml');

    const directory = test.forge.repositoryPath('atlas', 'platform');
    expect(await mergeInWorktree(directory, 'main', 'c2')).toEqual({
      conflicts: ['a/one.yaml'],
    });
    expect(await mergeInWorktree(directory, 'main', 'fields')).toEqual({
      tree: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it('keeps comments, and shows a pull request as diff, patch and commits', async () => {
    const number = await test.propose('talk', { 'talk.txt': 'hello\n' });
    const said = await test.api(
      'POST',
      `${REPO}/issues/${number}/comments`,
      { body: 'Fine.' },
      GUEST_TOKEN,
    );
    expect([said.status, said.body.user.login]).toEqual([201, 'guest']);
    expect(
      (await test.api('GET', `${REPO}/issues/${number}/comments`)).body,
    ).toMatchObject([{ body: 'Fine.' }]);
    expect(
      (await test.api('GET', `${REPO}/pulls/${number}.diff`)).body,
    ).toContain('+hello');
    expect(
      (await test.api('GET', `${REPO}/pulls/${number}.patch`)).body,
    ).toContain('Subject: [PATCH] Change talk');
    expect(
      (await test.api('GET', `${REPO}/pulls/${number}/commits`)).body,
    ).toHaveLength(1);
    expect(
      (await test.api('GET', `${REPO}/compare/main...talk`)).body,
    ).toMatchObject({ total_commits: 1 });
    expect((await test.api('GET', `${REPO}/pulls/main/talk`)).body.number).toBe(
      number,
    );
  });

  it('makes tokens that work until they are removed', async () => {
    const made = await test.api('POST', '/users/atlas/tokens', {
      name: 'ci',
      scopes: ['all'],
    });
    expect(made.status).toBe(201);
    expect(
      (await test.api('GET', '/user', undefined, made.body.sha1)).body.login,
    ).toBe('atlas');
    expect(
      (await test.api('POST', '/users/atlas/tokens', { name: 'ci' })).status,
    ).toBe(400);
    expect((await test.api('DELETE', '/users/atlas/tokens/ci')).status).toBe(
      204,
    );
    expect(
      (await test.api('GET', '/user', undefined, made.body.sha1)).status,
    ).toBe(401);
  });

  it('makes repositories', async () => {
    const body = { name: 'second', private: true };
    expect((await test.api('POST', '/user/repos', body)).body).toMatchObject({
      full_name: 'atlas/second',
      private: true,
      empty: true,
    });
    expect((await test.api('POST', '/user/repos', body)).status).toBe(409);
    expect(
      (await test.api('GET', '/repos/atlas/second', undefined, GUEST_TOKEN))
        .status,
    ).toBe(404);
  });
});
