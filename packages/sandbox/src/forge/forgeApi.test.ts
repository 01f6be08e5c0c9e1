import { mergeInWorktree } from './git/mergeTrees';
import { ForgeUnderTest, forgeUnderTest } from './testing/forgeUnderTest';

jest.setTimeout(60_000);

/** What it has in common with Gitea, the suites of the testbed ask of both. */
describe("the forge's API", () => {
  let test: ForgeUnderTest;
  beforeAll(async () => {
    test = await forgeUnderTest({ 'a/one.yaml': 'one: 1\ntwo: 2\n' });
  });
  afterAll(() => test.end());

  it('sees a conflict also with a Git that cannot merge without a work tree', async () => {
    const changed = (first: string) => ({ 'a/one.yaml': `one: ${first}\n` });
    const one = await test.propose('c1', changed('A'));
    await test.propose('c2', changed('B'));
    await test.propose('other', { 'other.txt': 'x' });
    const merge = `/repos/atlas/platform/pulls/${one}/merge`;
    await test.api('POST', merge, { Do: 'merge' });

    const directory = test.forge.repositoryPath('atlas', 'platform');
    expect(await mergeInWorktree(directory, 'main', 'c2')).toEqual({
      conflicts: ['a/one.yaml'],
    });
    expect(await mergeInWorktree(directory, 'main', 'other')).toEqual({
      tree: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it('is of the release that it imitates', async () => {
    const { body } = await test.api('GET', '/version');
    expect(body).toEqual({ version: '1.26.4' });
  });

  /** Gitea takes the last, and fails at the others. */
  it.each(['../x', '/x', 'a\nb'])('refuses the path %j', async path => {
    const { status } = await test.api(
      'POST',
      '/repos/atlas/platform/contents',
      { files: [{ operation: 'create', path, content: '' }] },
    );
    expect(status).toBe(422);
  });

  it('keeps the default branch', async () => {
    const { status, body } = await test.api(
      'DELETE',
      '/repos/atlas/platform/branches/main',
    );
    expect([status, body.message]).toEqual([
      403,
      'can not delete default or pull request target branch',
    ]);
  });
});
