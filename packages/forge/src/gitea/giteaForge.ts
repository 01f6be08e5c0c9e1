import {
  ChangedFile,
  ChangeSet,
  CommitStatus,
  Forge,
  ForgeFile,
  MergeOptions,
  PullRequest,
} from '../forge';
import { ForgeError } from '../forgeError';
import {
  checkedBranchName,
  checkedCommit,
  checkedPath,
  repositoryParts,
} from '../gitName';
import { GiteaApi, GiteaConnection } from './giteaApi';
import {
  changedFilesOf,
  isFields,
  pullRequestOf,
  statusesOf,
} from './giteaAnswers';
import { GiteaRepository } from './giteaRepository';
import { withdrawAtGitea } from './branchOfChange';
import { mergeAtGitea } from './mergeAtGitea';
import { proposeAtGitea } from './proposeAtGitea';

/** Where a repository is and how to reach it. */
export interface GiteaForgeOptions extends GiteaConnection {
  /** `owner/name`. */
  repository: string;
  /** The branch that pull requests go to; default `main`. */
  branch?: string;
}

class GiteaForge implements Forge {
  readonly repository: string;

  constructor(
    private readonly gitea: GiteaRepository,
    readonly targetBranch: string,
  ) {
    this.repository = gitea.fullName;
  }

  async readFile(path: string, ref?: string): Promise<ForgeFile | undefined> {
    const file = await this.gitea.file(path, ref ?? this.targetBranch);
    return file && { path, content: file.content };
  }

  async listFiles(directory: string, ref?: string): Promise<string[]> {
    const trimmed = directory.replace(/\/+$/, '');
    const prefix = trimmed === '' ? '' : `${checkedPath(trimmed)}/`;
    const paths = await this.gitea.paths(ref ?? this.targetBranch);
    return paths.filter(path => path.startsWith(prefix));
  }

  async propose(changeSet: ChangeSet): Promise<PullRequest> {
    return proposeAtGitea(this.gitea, this.targetBranch, changeSet);
  }

  async withdraw(changeSet: ChangeSet): Promise<void> {
    await withdrawAtGitea(this.gitea, this.targetBranch, changeSet);
  }

  async pullRequest(number: number): Promise<PullRequest> {
    const doing = `read pull request #${number} of ${this.repository}`;
    return this.asPullRequest(
      doing,
      await this.gitea.json({ doing, path: this.pull(number) }),
    );
  }

  async pullRequests({
    state,
    limit,
  }: {
    state: 'open' | 'closed' | 'all';
    limit?: number;
  }): Promise<PullRequest[]> {
    return this.gitea.list(
      {
        doing: `list pull requests of ${this.repository}`,
        path: '/pulls',
        query: { state },
      },
      pullRequestOf,
      limit,
    );
  }

  async changedFiles(number: number): Promise<ChangedFile[]> {
    const files = await this.gitea.list(
      {
        doing: `list the files of pull request #${number} of ${this.repository}`,
        path: `${this.pull(number)}/files`,
      },
      changedFilesOf,
    );
    return files.flat();
  }

  async diff(number: number): Promise<string> {
    return this.gitea.text({
      doing: `read the diff of pull request #${number} of ${this.repository}`,
      path: `${this.pull(number)}.diff`,
    });
  }

  async close(number: number): Promise<void> {
    const doing = `close pull request #${number} of ${this.repository}`;
    const closed = this.asPullRequest(
      doing,
      await this.gitea.json({
        doing,
        method: 'PATCH',
        path: this.pull(number),
        body: { state: 'closed' },
      }),
    );
    await this.gitea.deleteBranch(closed.branch);
  }

  async statuses(commit: string): Promise<CommitStatus[]> {
    const ref = encodeURIComponent(checkedCommit(commit));
    return statusesOf(
      await this.gitea.jsonIfFound({
        doing: `read what is said of commit ${commit} of ${this.repository}`,
        path: `/commits/${ref}/status`,
      }),
    );
  }

  async merge(number: number, options: MergeOptions): Promise<PullRequest> {
    return mergeAtGitea(this.gitea, {
      number,
      options,
      path: this.pull(number),
      read: () => this.pullRequest(number),
    });
  }

  fileUrl(path: string, commit?: string): string {
    const place = commit
      ? `commit/${checkedCommit(commit)}`
      : `branch/${this.targetBranch}`;
    return this.gitea.webUrl(`src/${place}/${checkedPath(path)}`);
  }

  commitUrl(commit: string): string {
    return this.gitea.webUrl(`commit/${checkedCommit(commit)}`);
  }

  private pull(number: number): string {
    return `/pulls/${Math.trunc(number)}`;
  }

  private asPullRequest(doing: string, answer: unknown): PullRequest {
    const pullRequest = pullRequestOf(answer);
    if (pullRequest) return pullRequest;
    throw this.gitea.unexpected(
      doing,
      isFields(answer)
        ? 'the answer is not a pull request'
        : 'the answer is empty',
    );
  }
}

/**
 * One repository at a Gitea (1.26, 1.27), over its REST API. Makes no request by itself.
 * Throws `ForgeError` of kind `invalid` when repository or branch cannot be names.
 */
export function giteaForge(options: GiteaForgeOptions): Forge {
  const parts = repositoryParts(options.repository);
  if (!parts) {
    throw new ForgeError({
      kind: 'invalid',
      request: `use the repository ${JSON.stringify(options.repository)}`,
      answer: 'a repository is named owner/name',
      advice: 'Correct kro.delivery.repository',
    });
  }
  return new GiteaForge(
    new GiteaRepository(new GiteaApi(options), parts.owner, parts.name),
    checkedBranchName(options.branch ?? 'main'),
  );
}
