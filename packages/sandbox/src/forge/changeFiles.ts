import { ForgeState } from './forgeState';
import { Person, writeCommit } from './git/commits';
import { readBranches } from './git/readRefs';
import { branchHead, isBranchName, moveRef, NO_COMMIT } from './git/refs';
import { treeEntry, TreeEntry } from './git/trees';
import { TreeChange, writeTree } from './git/writeTree';
import { HttpError, notFound } from './http/httpError';
import { withRefChanges } from './pulls/refChanges';
import { Account } from './store/records';
import { Repository } from './store/repositories';
import { isTreePath } from './treePath';

/** One file of a commit; Gitea's `ChangeFileOperation`. */
export interface FileOperation {
  operation: 'create' | 'update' | 'upload' | 'rename' | 'delete';
  path: string;
  fromPath?: string;
  content?: Buffer;
  /** The blob that the caller knows; refused when it is another one. */
  sha?: string;
}

/** A commit over the API; Gitea's `ChangeFilesOptions`. */
export interface FileChanges {
  branch?: string;
  newBranch?: string;
  message?: string;
  author?: Person;
  committer?: Person;
  files: FileOperation[];
}

/** Commits the changes and returns the commit and its branch. Throws `HttpError` as Gitea answers. */
export async function changeFiles(
  state: ForgeState,
  repository: Repository,
  account: Account,
  changes: FileChanges,
): Promise<{ commit: string; branch: string }> {
  const from = changes.branch || repository.record.defaultBranch;
  const branch = changes.newBranch || from;
  if (!(await isBranchName(branch))) {
    throw new HttpError(422, `[NewBranchName]: GitRefName "${branch}"`);
  }
  return withRefChanges(state, repository, account, async () => {
    const { directory } = repository;
    const parent = await parentOf(directory, from, branch);
    const treeChanges = await Promise.all(
      changes.files.map(file => treeChangesOf(directory, parent, file)),
    );
    const own = { name: account.login, email: account.email };
    const commit = await writeCommit(directory, {
      tree: await writeTree(directory, parent, treeChanges.flat()),
      parents: parent ? [parent] : [],
      message: changes.message?.trim() || defaultMessage(changes.files),
      author: changes.author ?? changes.committer ?? own,
      committer: changes.committer ?? changes.author ?? own,
    });
    const before = branch === from && parent ? parent : NO_COMMIT;
    if (!(await moveRef(directory, `refs/heads/${branch}`, commit, before))) {
      throw new HttpError(409, `branch ${branch} changed meanwhile`);
    }
    return { commit, branch };
  });
}

async function parentOf(
  directory: string,
  from: string,
  branch: string,
): Promise<string | undefined> {
  const parent = await branchHead(directory, from);
  if (!parent && (await readBranches(directory)).size > 0) {
    throw notFound(`branch does not exist [repo_id: 0 name: ${from}]`);
  }
  if (branch !== from && (await branchHead(directory, branch))) {
    throw new HttpError(422, `branch already exists [name: ${branch}]`);
  }
  return parent;
}

async function treeChangesOf(
  directory: string,
  parent: string | undefined,
  file: FileOperation,
): Promise<TreeChange[]> {
  const { operation, path, fromPath = path, content } = file;
  for (const checked of [path, fromPath]) {
    if (!isTreePath(checked)) {
      throw new HttpError(
        422,
        `path contains a malformed path component [path: ${checked}]`,
      );
    }
  }
  const old =
    operation === 'create'
      ? undefined
      : await oldEntry(directory, parent, file);
  if (operation === 'delete') return [{ path, content: null }];
  await checkTarget(directory, parent, file);
  const executable = old?.mode === '100755';
  return [
    ...(fromPath !== path ? [{ path: fromPath, content: null }] : []),
    { path, content: content ?? Buffer.alloc(0), executable },
  ];
}

/** The entry that is updated or removed: it must be there, and be the one that the caller knows. */
async function oldEntry(
  directory: string,
  parent: string | undefined,
  { operation, path, fromPath = path, sha }: FileOperation,
): Promise<TreeEntry | undefined> {
  const entry = parent && (await treeEntry(directory, parent, fromPath));
  if (!entry) {
    if (operation === 'upload') return undefined;
    const missing = await firstMissing(directory, parent, fromPath);
    throw new HttpError(
      404,
      `object does not exist [id: , rel_path: ${missing}]`,
    );
  }
  if (entry.type !== 'blob') {
    throw new HttpError(422, `path is not a file [path: ${fromPath}]`);
  }
  if (sha && sha !== entry.sha) {
    throw new HttpError(
      422,
      `sha does not match [given: ${sha}, expected: ${entry.sha}]`,
    );
  }
  return entry;
}

/** The path, or that of the first directory on the way to it that is not there. */
async function firstMissing(
  directory: string,
  parent: string | undefined,
  path: string,
): Promise<string> {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length++) {
    const there = parts.slice(0, length).join('/');
    if (!parent || !(await treeEntry(directory, parent, there))) return there;
  }
  return path;
}

async function checkTarget(
  directory: string,
  parent: string | undefined,
  { operation, path, fromPath = path }: FileOperation,
): Promise<void> {
  if (!parent) return;
  const parts = path.split('/');
  for (let length = 1; length <= parts.length; length++) {
    const there = parts.slice(0, length).join('/');
    const entry = await treeEntry(directory, parent, there);
    if (!entry) return;
    const last = length === parts.length;
    if (!last && entry.type !== 'tree') {
      throw new HttpError(
        422,
        `a file exists where you’re trying to create a subdirectory [path: ${there}]`,
      );
    }
    if (last && entry.type === 'tree') {
      throw new HttpError(
        422,
        `a directory exists where you’re trying to create a file [path: ${there}]`,
      );
    }
    if (last && (operation === 'create' || fromPath !== path)) {
      throw new HttpError(
        422,
        `repository file already exists [path: ${path}]`,
      );
    }
  }
}

function defaultMessage(files: FileOperation[]): string {
  const of = (word: string, ...operations: string[]) => {
    const paths = files
      .filter(file => operations.includes(file.operation))
      .map(file => file.path);
    return paths.length > 0 ? [`${word} ${paths.join(', ')}`] : [];
  };
  return [
    ...of('Add', 'create'),
    ...of('Update', 'update', 'upload', 'rename'),
    ...of('Delete', 'delete'),
  ].join('\n');
}
