import { ForgeError } from '../forgeError';
import { checkedPath } from '../gitName';
import { GiteaApi, GiteaRequest } from './giteaApi';
import { fileOf, GiteaFile, isFields } from './giteaAnswers';

/** Encodes a path segment by segment. */
export function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Requests below `/repos/{owner}/{name}`, and the few that more than one verb needs. */
export class GiteaRepository {
  readonly fullName: string;
  private readonly root: string;
  private seen = false;

  constructor(private readonly api: GiteaApi, owner: string, name: string) {
    this.fullName = `${owner}/${name}`;
    this.root = `/repos/${encodedPath(this.fullName)}`;
  }

  json(request: GiteaRequest): Promise<unknown> {
    return this.api.json(this.below(request));
  }

  text(request: GiteaRequest): Promise<string> {
    return this.api.text(this.below(request));
  }

  list<T>(
    request: GiteaRequest,
    accept: (entry: unknown) => T | undefined,
    limit?: number,
  ): Promise<T[]> {
    return this.api.list(this.below(request), accept, limit);
  }

  unexpected(doing: string, answer: string): ForgeError {
    return this.api.unexpected(doing, answer);
  }

  /** `undefined` when what is asked for does not exist; a repository that does not exist is an error. */
  async jsonIfFound(request: GiteaRequest): Promise<unknown> {
    const answer = await this.api.jsonIfFound(this.below(request));
    if (answer === undefined && !this.seen) {
      await this.json({
        doing: `find the repository ${this.fullName}`,
        path: '',
      });
    }
    this.seen = true;
    return answer;
  }

  /** A file with its blob id, which an update must name. */
  async file(path: string, ref: string): Promise<GiteaFile | undefined> {
    const doing = `read ${path} at ${ref} of ${this.fullName}`;
    return fileOf(
      await this.jsonIfFound({
        doing,
        path: `/contents/${encodedPath(checkedPath(path))}`,
        query: { ref },
      }),
    );
  }

  /** Paths of all files at a ref, sorted as Git sorts them; empty when there is no such ref. */
  async paths(ref: string): Promise<string[]> {
    const commit = ref.includes('/') ? await this.branchHead(ref) : ref;
    if (commit === undefined) return [];
    const doing = `list the files of ${this.fullName} at ${ref}`;
    const paths: string[] = [];
    for (let page = 1, more = true; more; page++) {
      const answer = await this.jsonIfFound({
        doing,
        path: `/git/trees/${encodeURIComponent(commit)}`,
        query: { recursive: 'true', page, per_page: 1000 },
      });
      if (answer === undefined) return [];
      if (!isFields(answer) || !Array.isArray(answer.tree)) {
        throw this.unexpected(doing, 'the answer is not a tree');
      }
      paths.push(...answer.tree.flatMap(blobPath));
      more = answer.truncated === true && answer.tree.length > 0;
    }
    return paths;
  }

  /** The commit a branch stands on; `undefined` when there is no such branch. */
  async branchHead(branch: string): Promise<string | undefined> {
    const answer = await this.jsonIfFound({
      doing: `find the branch ${branch} of ${this.fullName}`,
      path: `/branches/${encodedPath(branch)}`,
    });
    return isFields(answer) &&
      isFields(answer.commit) &&
      typeof answer.commit.id === 'string'
      ? answer.commit.id
      : undefined;
  }

  /** No error when it is already gone. Goes on after an abort: it cleans up. */
  async deleteBranch(branch: string): Promise<void> {
    await this.jsonIfFound({
      doing: `remove the branch ${branch} of ${this.fullName}`,
      method: 'DELETE',
      path: `/branches/${encodedPath(branch)}`,
      cleanup: true,
    });
  }

  /** Web address of something below the repository's own page; `path` is encoded here. */
  webUrl(path: string): string {
    return `${this.api.host}/${encodedPath(`${this.fullName}/${path}`)}`;
  }

  private below(request: GiteaRequest): GiteaRequest {
    return { ...request, path: `${this.root}${request.path}` };
  }
}

function blobPath(entry: unknown): string[] {
  return isFields(entry) &&
    entry.type === 'blob' &&
    typeof entry.path === 'string'
    ? [entry.path]
    : [];
}
