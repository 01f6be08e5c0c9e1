import { createHmac } from 'node:crypto';
import {
  answerOf,
  ClientAnswer,
  GiteaClient,
  giteaClient,
  giteaClientOf,
  steadyAnswer,
} from '../__testUtils__/forge/giteaClient';
import {
  hookListener,
  inSteadyOrder,
  summaryOf,
} from '../__testUtils__/forge/hookListener';
import {
  RepositoryUnderTest,
  repositoryUnderTest,
} from '../__testUtils__/forge/repositoryUnderTest';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { openRecording } from '../__testUtils__/recording';

const OWNER = 'atlas';
const REPO = 'client';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const KINDS = [
  'merge',
  'squash',
  'rebase',
  'rebase-merge',
  'fast-forward-only',
] as const;

onEachCluster("The forge for Gitea's client", (cluster, clusterName) => {
  const recording = openRecording('forge', clusterName);
  let test: RepositoryUnderTest;
  let owner: GiteaClient;
  let portal: GiteaClient;
  beforeAll(async () => {
    test = await repositoryUnderTest(cluster(), REPO, {
      'README.md': '# client\n',
      'a/one.yaml': 'one: 1\ntwo: 2\nthree: 3\n',
    });
    const { url } = cluster().handle.forge;
    owner = giteaClient(url, cluster().tokens.owner);
    portal = giteaClient(url, cluster().tokens.portal);
  });
  afterAll(() => test.end());

  /** Makes the calls one after the other and compares the answers with what Gitea answered. */
  async function expectAnswers(
    title: string,
    ...calls: (() => Promise<object>)[]
  ): Promise<ClientAnswer[]> {
    const answers: ClientAnswer[] = [];
    for (const call of calls) answers.push(await answerOf(call));
    recording.expectRecorded(title, answers.map(steadyAnswer));
    return answers;
  }

  it('makes, shows and removes branches', async () => {
    const { repos } = owner;
    const create = (body: Parameters<typeof repos.repoCreateBranch>[2]) =>
      repos.repoCreateBranch(OWNER, REPO, body);
    await expectAnswers(
      'branches',
      () => create({ new_branch_name: 'b/one' }),
      () => create({ new_branch_name: 'b/one' }),
      () => create({ new_branch_name: 'b/two', old_ref_name: 'b/one' }),
      () => create({ new_branch_name: 'b/three', old_ref_name: 'none' }),
      () => create({ new_branch_name: 'not..allowed' }),
      () => repos.repoListBranches(OWNER, REPO),
      () => repos.repoGetBranch(OWNER, REPO, 'b/two'),
      () => repos.repoDeleteBranch(OWNER, REPO, 'b/two'),
      () => repos.repoGetBranch(OWNER, REPO, 'b/two'),
      () => repos.repoDeleteBranch(OWNER, REPO, 'b/two'),
      () => repos.repoDeleteBranch(OWNER, REPO, 'main'),
    );
  });

  it('makes, changes and removes files', async () => {
    const { repos } = owner;
    const path = 'dir/file.txt';
    const [made] = await expectAnswers(
      'files: made',
      () =>
        repos.repoCreateFile(OWNER, REPO, path, {
          content: base64('1'),
          message: 'Add',
          author: { name: 'Dev', email: 'dev@example.com' },
        }),
      () => repos.repoGetContents(OWNER, REPO, path),
      () => repos.repoGetContents(OWNER, REPO, 'dir'),
      () => repos.repoGetContents(OWNER, REPO, 'none'),
      () => repos.repoGetContents(OWNER, REPO, path, { ref: 'none' }),
      () => repos.repoCreateFile(OWNER, REPO, path, { content: '' }),
      () => repos.repoCreateFile(OWNER, REPO, 'x', { content: '?' }),
    );
    const { sha } = made.body.content;
    const stale = 'f'.repeat(40);
    const [, changed] = await expectAnswers(
      'files: changed',
      () =>
        repos.repoUpdateFile(OWNER, REPO, path, {
          content: base64('2'),
          sha: stale,
        }),
      () =>
        repos.repoUpdateFile(OWNER, REPO, path, {
          content: base64('2'),
          sha,
          new_branch: 'f/changed',
        }),
      () =>
        repos.repoUpdateFile(OWNER, REPO, 'dir/moved.txt', {
          content: base64('2'),
          from_path: path,
          sha,
          branch: 'main',
        }),
      () => repos.repoUpdateFile(OWNER, REPO, path, { content: '', sha }),
    );
    expect(changed.status).toBe(200);
    await expectAnswers(
      'files: removed',
      () => repos.repoDeleteFile(OWNER, REPO, 'dir/moved.txt', { sha: stale }),
      () =>
        repos.repoDeleteFile(OWNER, REPO, 'dir/moved.txt', {
          sha: changed.body.content.sha,
        }),
      () => repos.repoDeleteFile(OWNER, REPO, 'dir/moved.txt', { sha }),
    );
  });

  it('makes several changes at once, or none', async () => {
    const { repos } = owner;
    const change = (body: Parameters<typeof repos.repoChangeFiles>[2]) =>
      repos.repoChangeFiles(OWNER, REPO, body);
    await expectAnswers(
      'changes',
      () =>
        change({
          new_branch: 'several',
          message: 'Several',
          files: [
            { operation: 'create', path: 's/1', content: base64('1') },
            { operation: 'create', path: 's/2', content: base64('2') },
          ],
        }),
      () =>
        change({
          branch: 'several',
          files: [
            { operation: 'create', path: 's/3', content: base64('3') },
            { operation: 'create', path: 's/1', content: base64('1') },
          ],
        }),
      () => repos.repoGetContents(OWNER, REPO, 's/3', { ref: 'several' }),
      () => change({ new_branch: 'several', files: [] }),
      () =>
        change({
          new_branch: 'several',
          files: [{ operation: 'create', path: 's/4', content: '' }],
        }),
    );
  });

  it('opens, changes, closes and reopens pull requests', async () => {
    const { repos } = owner;
    await test.propose('p/one', { 'p.txt': 'p\n' });
    const pulls = (
      await repos.repoListPullRequests(OWNER, REPO, { state: 'open' })
    ).data;
    const number = pulls[0].number ?? 0;
    await test.settles(number, true);
    const open = (body: Parameters<typeof repos.repoCreatePullRequest>[2]) =>
      repos.repoCreatePullRequest(OWNER, REPO, body);
    const edit = (body: Parameters<typeof repos.repoEditPullRequest>[3]) =>
      repos.repoEditPullRequest(OWNER, REPO, number, body);
    await expectAnswers(
      'pull requests',
      () => repos.repoGetPullRequest(OWNER, REPO, number),
      () => open({ head: 'p/one', base: 'main', title: 'Again' }),
      () => open({ head: 'none', base: 'main', title: 'None' }),
      () => open({ head: 'main', base: 'main', title: 'Nothing' }),
      () => open({ head: 'b/one', base: 'main' }),
      () => edit({ title: 'Other', body: 'Because.' }),
      () => edit({ state: 'closed' }),
      () => edit({ state: 'closed' }),
      () => edit({ state: 'open' }),
      () => edit({ state: 'ajar' }),
      () => repos.repoGetPullRequest(OWNER, REPO, 999),
      () => repos.repoPullRequestIsMerged(OWNER, REPO, number),
      () => repos.repoGetPullRequestFiles(OWNER, REPO, number),
      () => repos.repoGetPullRequestCommits(OWNER, REPO, number),
    );
  });

  it.each(KINDS)('merges: %s', async kind => {
    const { repos } = owner;
    const branch = `m/${kind}`;
    const file = `m-${kind}.txt`;
    const number = await test.propose(branch, { [file]: '1\n' });
    if (kind !== 'fast-forward-only') {
      await test.merge(
        await test.propose(`m/before-${kind}`, {
          [`m-before-${kind}.txt`]: '1\n',
        }),
      );
    }
    await test.settles(number, true);
    const { data: pull } = await repos.repoGetPullRequest(OWNER, REPO, number);
    const merge = (body: object) =>
      repos.repoMergePullRequest(OWNER, REPO, number, { Do: kind, ...body });
    await expectAnswers(
      `merge: ${kind}`,
      () => merge({ head_commit_id: 'f'.repeat(40) }),
      () =>
        merge({
          head_commit_id: pull.head?.sha,
          delete_branch_after_merge: true,
        }),
      () => merge({}),
      () => repos.repoGetAllCommits(OWNER, REPO, { limit: 1, stat: false }),
      () => repos.repoGetPullRequest(OWNER, REPO, number),
      () => repos.repoGetBranch(OWNER, REPO, branch),
    );
  });

  it.each(KINDS)('does not merge what is in conflict: %s', async kind => {
    const changed = (value: string) => ({
      'a/one.yaml': `one: ${value}\ntwo: 2\nthree: 3\n`,
    });
    const one = await test.propose(`c/1-${kind}`, changed(`1 ${kind}`));
    const other = await test.propose(`c/2-${kind}`, changed(`2 ${kind}`));
    await test.settles(other, true);
    await test.merge(one);
    await test.settles(other, false);
    // It asks to try again for ever.
    const answer = await answerOf(
      () => owner.repos.repoMergePullRequest(OWNER, REPO, other, { Do: kind }),
      0,
    );
    recording.expectRecorded(`conflict: ${kind}`, [steadyAnswer(answer)]);
  });

  it('keeps comments', async () => {
    const { repos } = portal;
    const number = await test.propose('talk', { 'talk.txt': 'x\n' });
    const say = (body: string) =>
      repos.issueCreateComment(OWNER, REPO, number, { body });
    const [said] = await expectAnswers(
      'comments',
      () => say('Fine.'),
      () => say(''),
      () => repos.issueGetComments(OWNER, REPO, number),
      () => repos.issueCreateComment(OWNER, REPO, 999, { body: 'x' }),
    );
    const { id } = said.body;
    await expectAnswers(
      'comments: changed',
      () => repos.issueEditComment(OWNER, REPO, id, { body: 'Better.' }),
      () => repos.issueDeleteComment(OWNER, REPO, id),
      () => repos.issueGetComments(OWNER, REPO, number),
    );
  });

  it('makes, shows and removes tags', async () => {
    const { repos } = owner;
    const create = (body: Parameters<typeof repos.repoCreateTag>[2]) =>
      repos.repoCreateTag(OWNER, REPO, body);
    const [, , made] = await expectAnswers(
      'tags',
      () => repos.repoListTags(OWNER, REPO),
      () => create({ tag_name: 'v1' }),
      () => create({ tag_name: 'v2', message: 'Two', target: 'b/one' }),
      () => create({ tag_name: 'v1' }),
      () => create({ tag_name: 'v3', target: 'none' }),
      () => create({ tag_name: '' }),
      () => repos.repoGetTag(OWNER, REPO, 'v1'),
      () => repos.repoGetTag(OWNER, REPO, 'none'),
      () => repos.repoDeleteTag(OWNER, REPO, 'v1'),
      () => repos.repoDeleteTag(OWNER, REPO, 'v1'),
      () => repos.repoListTags(OWNER, REPO),
    );
    await expectAnswers(
      'tags: annotated',
      () => repos.getAnnotatedTag(OWNER, REPO, made.body.id),
      () => repos.getAnnotatedTag(OWNER, REPO, 'f'.repeat(40)),
    );
  });

  it('lets collaborators do what they were given, and no more', async () => {
    const name = 'private';
    await owner.user.createCurrentUserRepo({
      name,
      private: true,
      auto_init: true,
      default_branch: 'main',
    });
    const { repos } = owner;
    const give = (permission: 'read' | 'write' | 'admin') => () =>
      repos.repoAddCollaborator(OWNER, name, 'portal', { permission });
    const tries = (round: string) => [
      () => portal.repos.repoGet(OWNER, name),
      () =>
        portal.repos.repoCreateFile(OWNER, name, round, {
          content: base64(round),
          branch: 'main',
        }),
      () => portal.repos.repoListHooks(OWNER, name),
      () => repos.repoGetRepoPermissions(OWNER, name, 'portal'),
    ];
    await expectAnswers(
      'collaborators',
      ...tries('none'),
      give('read'),
      ...tries('read'),
      give('write'),
      ...tries('write'),
      give('admin'),
      ...tries('admin'),
      () => repos.repoListCollaborators(OWNER, name),
      () => repos.repoCheckCollaborator(OWNER, name, 'portal'),
      () => repos.repoAddCollaborator(OWNER, name, 'nobody', {}),
      () => repos.repoDeleteCollaborator(OWNER, name, 'portal'),
      () => repos.repoCheckCollaborator(OWNER, name, 'portal'),
      ...tries('none'),
    );
  });

  it('shows accounts, and makes tokens that are good for what was asked', async () => {
    const { url } = cluster().handle.forge;
    const { users } = giteaClientOf(url, OWNER, cluster().tokens.owner);
    const create = (name: string, scopes: string[]) =>
      users.userCreateToken(OWNER, { name, scopes });
    const [, , , made] = await expectAnswers(
      'accounts',
      () => owner.user.userGetCurrent(),
      () => portal.users.userGet(OWNER),
      () => portal.users.userGet('nobody'),
      () => create('reader', ['read:repository', 'write:issue']),
      () => create('reader', ['all']),
      () => create('wrong', ['read:everything']),
      () => create('nothing', []),
      () => owner.users.userCreateToken(OWNER, { name: 'x', scopes: ['all'] }),
    );
    const reader = giteaClient(url, made.body.sha1);
    await expectAnswers(
      'tokens',
      () => reader.repos.repoGetBranch(OWNER, REPO, 'main'),
      () =>
        reader.repos.repoCreateBranch(OWNER, REPO, { new_branch_name: 'x' }),
      () => reader.user.userGetCurrent(),
      () => users.userDeleteAccessToken(OWNER, 'reader'),
      () => reader.repos.repoGetBranch(OWNER, REPO, 'main'),
      () => users.userDeleteAccessToken(OWNER, 'reader'),
    );
  });

  it('tells webhooks what happens, and signs it', async () => {
    const listener = await hookListener();
    const secret = 'a secret';
    const hook = await owner.repos.repoCreateHook(OWNER, REPO, {
      type: 'gitea',
      active: true,
      events: ['create', 'delete', 'push', 'pull_request', 'issue_comment'],
      config: { url: listener.url, content_type: 'json', secret },
    });
    const id = hook.data.id ?? 0;
    const number = await test.propose('hooked', { 'hooked.txt': 'x\n' });
    await owner.repos.issueCreateComment(OWNER, REPO, number, { body: 'Hm.' });
    await test.merge(number, { Do: 'squash', delete_branch_after_merge: true });
    await owner.repos.repoCreateTag(OWNER, REPO, { tag_name: 'hooked' });
    const calls = await listener.calls(9);
    for (const { headers, text } of calls) {
      const signature = createHmac('sha256', secret).update(text).digest('hex');
      expect(headers['x-gitea-signature']).toBe(signature);
      expect(headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
    }
    await owner.repos.repoDeleteHook(OWNER, REPO, id);
    await listener.end();
    recording.expectRecorded('webhooks', inSteadyOrder(calls).map(summaryOf));
    await expectAnswers(
      'webhooks: kept',
      () => Promise.resolve(hook),
      () => owner.repos.repoGetHook(OWNER, REPO, id),
      () => portal.repos.repoListHooks(OWNER, REPO),
    );
  });
});
