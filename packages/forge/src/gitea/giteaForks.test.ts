import { serveFakeHost } from '../__fixtures__/fakeHost';
import { giteaForge } from './giteaForge';

/** The pull request #3 of a branch that has the same name in the repository and in its fork. */
const pull = (repository: number) => ({
  number: 3,
  state: 'closed',
  merged: false,
  head: { ref: 'mini-atlas/x', repo_id: repository, sha: 'a'.repeat(40) },
  base: { ref: 'main', repo_id: 1 },
});

it.each([
  ['removes', 1, 'mini-atlas/x', ['mini-atlas/x']],
  ['leaves, when a fork has it under the same name,', 2, '2:mini-atlas/x', []],
])('%s the branch when it closes', async (_does, repository, branch, gone) => {
  const removed: string[] = [];
  const gitea = await serveFakeHost('/api/v1', ({ method, path }) => {
    if (method !== 'DELETE') return { status: 200, body: pull(repository) };
    removed.push(path.replace('/repos/atlas/platform/branches/', ''));
    return { status: 204, body: '' };
  });
  try {
    const forge = giteaForge({ url: gitea.url, repository: 'atlas/platform' });
    await forge.close(3);
    expect(removed).toEqual(gone);
    expect((await forge.pullRequest(3)).branch).toBe(branch);
  } finally {
    await gitea.stop();
  }
});
