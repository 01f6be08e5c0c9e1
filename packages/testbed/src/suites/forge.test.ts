import { onEachCluster } from '../__testUtils__/onEachCluster';
import {
  RepositoryUnderTest,
  repositoryUnderTest,
} from '../__testUtils__/forge/repositoryUnderTest';

const PULL_FIELDS =
  'additions allow_maintainer_edit assignee assignees base body changed_files closed_at comments content_version created_at deletions diff_url draft due_date head html_url id is_locked labels merge_base merge_commit_sha mergeable merged merged_at merged_by milestone number patch_url pin_order requested_reviewers requested_reviewers_teams state title updated_at url user';
const CONTENT_FIELDS =
  '_links content download_url encoding git_url html_url last_author_date last_commit_sha last_committer_date name path sha size submodule_git_url target type url';
const COMMIT_FIELDS =
  'author commit committer created files html_url parents sha stats url';
const USER_FIELDS =
  'active avatar_url created description email followers_count following_count full_name html_url id is_admin language last_login location login login_name prohibit_login restricted source_id starred_repos_count username visibility website';

const fieldsOf = (value: object) => Object.keys(value).sort().join(' ');
const base64 = (text: string) => Buffer.from(text).toString('base64');

onEachCluster("The forge's API", cluster => {
  let test: RepositoryUnderTest;
  let repo: string;
  beforeAll(async () => {
    test = await repositoryUnderTest(cluster(), 'api', {
      'README.md': '# platform\n',
      'a/one.yaml': 'one: 1\ntwo: 2\nthree: 3\n',
      'a/b/two.yaml': 'two: 2\n',
    });
    repo = test.path;
  });
  afterAll(() => test.end());

  it('has these fields', async () => {
    const number = await test.propose('fields', { 'f.txt': 'f' });
    const get = async (path: string) => (await test.api('GET', path)).body;
    expect(fieldsOf(await get('/user'))).toBe(USER_FIELDS);
    expect(fieldsOf(await get(`${repo}/pulls/${number}`))).toBe(PULL_FIELDS);
    expect(fieldsOf(await get(`${repo}/contents/a/one.yaml`))).toBe(
      CONTENT_FIELDS,
    );
    expect(fieldsOf((await get(`${repo}/commits`))[0])).toBe(COMMIT_FIELDS);
  });

  it('reads files, directories and trees', async () => {
    const file = (await test.api('GET', `${repo}/contents/a/one.yaml`)).body;
    expect(Buffer.from(file.content, 'base64').toString()).toContain('one: 1');
    const directory = (await test.api('GET', `${repo}/contents/a?ref=main`))
      .body;
    expect(
      directory.map((e: { path: string; type: string }) => [e.path, e.type]),
    ).toEqual([
      ['a/b', 'dir'],
      ['a/one.yaml', 'file'],
    ]);
    const tree = (
      await test.api('GET', `${repo}/git/trees/main?recursive=true&per_page=2`)
    ).body;
    expect(tree).toMatchObject({ truncated: true, page: 1, total_count: 5 });
    expect((await test.api('GET', `${repo}/raw/a/b/two.yaml`)).body).toBe(
      'two: 2\n',
    );
  });

  it('changes single files', async () => {
    const path = `${repo}/contents/single.txt`;
    const content = base64('x');
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
    const updated = await test.api('PUT', path, { content: base64('y'), sha });
    expect(updated.status).toBe(200);
    const removed = await test.api('DELETE', path, {
      sha: updated.body.content.sha,
    });
    expect([removed.status, removed.body.content]).toEqual([200, null]);
    expect((await test.api('GET', path)).status).toBe(404);
  });

  it.each(['a/.git/config', 'a//b', ''])('refuses the path %j', async path => {
    const { status } = await test.api('POST', `${repo}/contents`, {
      files: [{ operation: 'create', path, content: '' }],
    });
    expect(status).toBe(422);
  });

  it('makes, lists and removes branches', async () => {
    const create = (name: string) =>
      test.api('POST', `${repo}/branches`, { new_branch_name: name });
    expect((await create('x/y')).status).toBe(201);
    const again = await create('x/y');
    expect([again.status, again.body.message]).toEqual([
      409,
      'The branch already exists.',
    ]);
    expect((await create('bad..name')).status).toBe(422);
    expect((await test.api('GET', `${repo}/branches/x/y`)).body.name).toBe(
      'x/y',
    );
    expect((await test.api('DELETE', `${repo}/branches/x/y`)).status).toBe(204);
    expect((await test.api('DELETE', `${repo}/branches/x/y`)).status).toBe(404);
  });

  it('pages with a total and links', async () => {
    for (const name of ['p1', 'p2', 'p3']) {
      await test.propose(name, { [`${name}.txt`]: name });
    }
    const { headers, body } = await test.api(
      'GET',
      `${repo}/pulls?state=open&limit=2&page=2`,
    );
    expect(body).toHaveLength(2);
    expect(Number(headers.get('X-Total-Count'))).toBeGreaterThan(3);
    expect(headers.get('Link')).toMatch(/<http[^>]+page=1[^>]*>; rel="first"/);
  });

  it('says why it refuses', async () => {
    const refused = async (...call: Parameters<typeof test.api>) => {
      const { status, body } = await test.api(...call);
      return [status, body.message];
    };
    const number = await test.propose('again', { 'again.txt': '1' });
    const merge = `${repo}/pulls/${number}/merge`;
    expect(await refused('GET', '/user', undefined, '')).toEqual([
      401,
      'token is required',
    ]);
    expect(await refused('GET', '/user', undefined, 'wrong')).toEqual([
      401,
      'invalid username, password or token',
    ]);
    expect(await refused('GET', `${repo}-none`)).toEqual([404, 'not found']);
    await test.settles(number, true);
    expect(
      await refused('POST', merge, {
        Do: 'merge',
        head_commit_id: 'f'.repeat(40),
      }),
    ).toEqual([409, 'head out of date']);
    const open = (head: string) =>
      refused('POST', `${repo}/pulls`, { head, base: 'main', title: 'x' });
    expect(await open('again')).toEqual([
      409,
      expect.stringMatching(/^pull request already exists for these targets/),
    ]);
    expect((await open('none'))[0]).toBe(404);
    expect((await refused('PUT', `${repo}/pulls`))[0]).toBe(405);
    expect((await test.merge(number)).status).toBe(200);
    expect((await refused('POST', merge, { Do: 'merge' }))[0]).toBe(405);
    expect(
      (await refused('PATCH', `${repo}/pulls/${number}`, { state: 'open' }))[0],
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
    const branch = `k-${style}`;
    const number = await test.propose(branch, { [`${branch}.txt`]: 'k' });
    const other = await test.propose(`before-${style}`, {
      [`before-${style}.txt`]: 'b',
    });
    await test.merge(other);
    const merged = await test.merge(number, {
      Do: style,
      merge_message_field: 'Why',
      delete_branch_after_merge: true,
    });
    expect([merged.status, merged.body]).toEqual([200, '']);
    const [head] = (await test.api('GET', `${repo}/commits?limit=1`)).body;
    expect(head.parents).toHaveLength(parents);
    expect(head.commit.message).toMatch(message);
    const pull = (await test.api('GET', `${repo}/pulls/${number}`)).body;
    expect(pull).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: head.sha,
      merged_by: { login: 'atlas' },
      head: { ref: `refs/pull/${number}/head`, label: branch },
    });
    const has = async (path: string) => (await test.api('GET', path)).status;
    expect(await has(`${repo}/branches/${branch}`)).toBe(404);
    expect(await has(`${repo}/pulls/${number}/merge`)).toBe(204);
    const files = (await test.api('GET', `${repo}/pulls/${number}/files`)).body;
    expect(files).toMatchObject([
      { filename: `${branch}.txt`, status: 'added', additions: 1 },
    ]);
  });

  it('merges by fast forward only where it can', async () => {
    const old = await test.propose('ff-old', { 'ff-old.txt': '1' });
    const number = await test.propose('ff', { 'ff.txt': '1' });
    const how = { Do: 'fast-forward-only' };
    expect((await test.merge(number, how)).status).toBe(200);
    expect((await test.merge(old, how)).status).toBe(500);
  });

  it('sees a conflict before and at the merge', async () => {
    const changed = (first: string) => ({
      'a/one.yaml': `one: ${first}\ntwo: 2\nthree: 3\n`,
    });
    const one = await test.propose('c1', changed('A'));
    const other = await test.propose('c2', changed('B'));
    await test.settles(other, true);
    await test.merge(one);
    await test.settles(other, false);
    const refused = await test.api('POST', `${repo}/pulls/${other}/merge`, {
      Do: 'squash',
    });
    expect([refused.status, refused.body.message]).toEqual([
      405,
      'Please try again later',
    ]);
  });

  it('keeps comments, and shows a pull request as diff, patch and commits', async () => {
    const number = await test.propose('talk', { 'talk.txt': 'hello\n' });
    const comments = `${repo}/issues/${number}/comments`;
    const said = await test.api(
      'POST',
      comments,
      { body: 'Fine.' },
      cluster().tokens.portal,
    );
    expect([said.status, said.body.user.login]).toEqual([201, 'portal']);
    const get = async (path: string) => (await test.api('GET', path)).body;
    expect(await get(comments)).toMatchObject([{ body: 'Fine.' }]);
    const pull = `${repo}/pulls/${number}`;
    expect(await get(`${pull}.diff`)).toContain('+hello');
    expect(await get(`${pull}.patch`)).toContain(
      'Subject: [PATCH] Change talk',
    );
    expect(await get(`${pull}/commits`)).toHaveLength(1);
    expect(await get(`${repo}/compare/main...talk`)).toMatchObject({
      total_commits: 1,
    });
    expect((await get(`${repo}/pulls/main/talk`)).number).toBe(number);
  });

  it('lets nobody change, merge or see what they may not', async () => {
    const { portal } = cluster().tokens;
    const number = await test.propose('mine', { 'mine.txt': '1' });
    await test.settles(number, true);
    const status = async (...call: Parameters<typeof test.api>) =>
      (await test.api(...call)).status;
    const files = { files: [{ operation: 'create', path: 'g', content: '' }] };
    expect(await status('POST', `${repo}/contents`, files, portal)).toBe(403);
    const merge = await test.api(
      'POST',
      `${repo}/pulls/${number}/merge`,
      { Do: 'merge' },
      portal,
    );
    expect([merge.status, merge.body.message]).toEqual([
      405,
      'User not allowed to merge PR',
    ]);

    const second = { name: 'second', private: true };
    expect((await test.api('POST', '/user/repos', second)).body).toMatchObject({
      full_name: 'atlas/second',
      private: true,
      empty: true,
    });
    expect(await status('POST', '/user/repos', second)).toBe(409);
    expect(await status('GET', '/repos/atlas/second', undefined, portal)).toBe(
      404,
    );
  });
});
