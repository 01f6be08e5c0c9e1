import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ForgeState } from './forgeState';
import { writeCommit } from './git/commits';
import { readBranches } from './git/readRefs';
import { moveRef, NO_COMMIT } from './git/refs';
import { TreeChange, writeTree } from './git/writeTree';
import { withRefChanges } from './pulls/refChanges';
import { Account } from './store/records';
import { Repository } from './store/repositories';

/** What becomes the first commit of a repository. */
export interface Seed {
  directory: string;
  message: string;
  /** Whether a file is left out, by its text. */
  isLeftOut?: (text: string) => boolean;
}

/** Makes the first commit of an empty repository from the files of a directory. False when there is a commit already. */
export async function seedRepository(
  state: ForgeState,
  repository: Repository,
  account: Account,
  { directory, message, isLeftOut = () => false }: Seed,
): Promise<boolean> {
  return withRefChanges(state, repository, account, async () => {
    if ((await readBranches(repository.directory)).size > 0) return false;
    const files = await filesBelow(directory, '');
    const changes = files.filter(
      ({ content }) => !content || !isLeftOut(content.toString()),
    );
    if (changes.length === 0) {
      throw new Error(
        `Cannot seed ${repository.fullName}: ${directory} has no files`,
      );
    }
    const person = { name: account.login, email: account.email };
    const commit = await writeCommit(repository.directory, {
      tree: await writeTree(repository.directory, undefined, changes),
      parents: [],
      message,
      author: person,
      committer: person,
    });
    const branch = `refs/heads/${repository.record.defaultBranch}`;
    await moveRef(repository.directory, branch, commit, NO_COMMIT);
    return true;
  });
}

/** Regular files only: links could lead out of the directory. */
async function filesBelow(root: string, path: string): Promise<TreeChange[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry): Promise<TreeChange[]> => {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        return entry.name === '.git' ? [] : filesBelow(root, below);
      }
      return entry.isFile()
        ? [{ path: below, content: await readFile(join(root, below)) }]
        : [];
    }),
  );
  return found.flat();
}
