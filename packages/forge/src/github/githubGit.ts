import { ForgeError } from '../forgeError';
import { FileOperation, HostFile, NewCommit } from '../host/forgeHost';
import { isFields, text } from '../http/fields';
import { encodedPath, RepositoryApi } from '../http/repositoryApi';
import { Tree, TreeFile, treeOf } from './githubAnswers';

/** One entry of `tree` in GitHub's `POST /git/trees`; `sha: null` removes the file. */
type TreeEntry = { path: string; mode: string; type: 'blob' } & (
  | { content: string }
  | { sha: null }
);

/** The Git objects of a repository at GitHub: refs, commits, trees and blobs. Every method throws `ForgeError`. */
export class GithubGit {
  constructor(private readonly api: RepositoryApi) {}

  /** A file at a ref; `undefined` for a directory or submodule, and where there is none. */
  async file(path: string, ref: string): Promise<HostFile | undefined> {
    const doing = `read ${path} at ${ref} of ${this.api.fullName}`;
    const answer = await this.api.jsonIfFound({
      doing,
      path: `/contents/${encodedPath(path)}`,
      query: { ref },
      // Says of a directory that it is one, instead of listing it.
      accept: 'application/vnd.github.object+json',
    });
    if (!isFields(answer) || answer.type !== 'file') return undefined;
    const id = text(answer.sha);
    // GitHub leaves the content of files above 1 MB out.
    const blob =
      answer.encoding === 'base64'
        ? answer
        : await this.api.json({ doing, path: `/git/blobs/${id}` });
    if (!isFields(blob) || blob.encoding !== 'base64') {
      throw this.api.unexpected(doing, 'the answer is not a file');
    }
    const bytes = Buffer.from(text(blob.content), 'base64');
    return { id, content: bytes.toString('utf8') };
  }

  /** The commit a branch stands on; `undefined` when there is no such branch. */
  async branchHead(branch: string): Promise<string | undefined> {
    const answer = await this.api.jsonIfFound({
      doing: `find the branch ${branch} of ${this.api.fullName}`,
      path: `/git/ref/heads/${encodedPath(branch)}`,
    });
    return isFields(answer) && isFields(answer.object)
      ? text(answer.object.sha)
      : undefined;
  }

  /** All files of a commit or tree. */
  async files(treeish: string): Promise<TreeFile[]> {
    const all = await this.tree(treeish, { recursive: 1 });
    if (!all.truncated) return all.files;
    // Too many for one answer: level by level, so that none is missing.
    const level = await this.tree(treeish, {});
    if (level.truncated) {
      throw this.api.unexpected(
        `list the files of ${this.api.fullName} at ${treeish}`,
        'a directory has more files than the host shows',
      );
    }
    const files = [...level.files];
    for (const { path, id } of level.trees) {
      const below = await this.files(id);
      files.push(...below.map(f => ({ ...f, path: `${path}/${f.path}` })));
    }
    return files;
  }

  /** Writes the commit first and then the branch that points to it, so there is never a branch without its commit. */
  async commit(commit: NewCommit): Promise<void> {
    const { branch, from, message, files, author } = commit;
    const doing = `commit ${files
      .map(file => file.path)
      .join(', ')} to the branch ${branch} of ${this.api.fullName}`;
    const parent = await this.branchHead(from);
    if (parent === undefined) throw this.noBranch(doing, from);
    const there = new Map(
      (await this.files(parent)).map(file => [file.path, file]),
    );
    const entries = files.map(file => this.entry(doing, file, there));
    const base = await this.baseTree(doing, parent);
    const tree = await this.made(doing, '/git/trees', {
      base_tree: base,
      tree: entries,
    });
    const sha = await this.made(doing, '/git/commits', {
      message,
      tree,
      parents: [parent],
      ...(author ? { author } : {}),
    });
    await this.api.json({
      doing,
      method: 'POST',
      path: '/git/refs',
      body: { ref: `refs/heads/${branch}`, sha },
    });
  }

  /** Refuses what would overwrite a file that changed since it was read. */
  private entry(
    doing: string,
    file: FileOperation,
    there: Map<string, TreeFile>,
  ): TreeEntry {
    const current = there.get(file.path);
    const expected = file.operation === 'create' ? undefined : file.id;
    if (current?.id !== expected) {
      throw new ForgeError({
        kind: 'conflict',
        request: doing,
        answer: `${file.path} has changed meanwhile`,
        advice: 'Look at what it is now, then propose the change again',
      });
    }
    const mode = current?.mode ?? '100644';
    const entry = { path: file.path, mode, type: 'blob' } as const;
    return file.operation === 'delete'
      ? { ...entry, sha: null }
      : { ...entry, content: file.content };
  }

  private async baseTree(doing: string, commit: string): Promise<string> {
    const answer = await this.api.json({
      doing,
      path: `/git/commits/${commit}`,
    });
    if (isFields(answer) && isFields(answer.tree)) return text(answer.tree.sha);
    throw this.api.unexpected(doing, 'the answer is not a commit');
  }

  private async made(
    doing: string,
    path: string,
    body: object,
  ): Promise<string> {
    const answer = await this.api.json({ doing, method: 'POST', path, body });
    const sha = isFields(answer) ? text(answer.sha) : '';
    if (sha !== '') return sha;
    throw this.api.unexpected(doing, 'the answer names no object');
  }

  private async tree(
    treeish: string,
    query: { recursive?: number },
  ): Promise<Tree> {
    const doing = `list the files of ${this.api.fullName} at ${treeish}`;
    const tree = treeOf(
      await this.api.json({ doing, path: `/git/trees/${treeish}`, query }),
    );
    if (tree) return tree;
    throw this.api.unexpected(doing, 'the answer is not a tree');
  }

  private noBranch(request: string, branch: string): ForgeError {
    return new ForgeError({
      kind: 'not-found',
      request,
      answer: `there is no branch ${branch}`,
      advice: 'Check kro.delivery.branch',
    });
  }
}
