import { ChangedFile, CommitStatus, MergeOptions, PullRequest } from '../forge';
import {
  Comparison,
  FileOperation,
  ForgeHost,
  HostFile,
  NewCommit,
  NewPullRequest,
} from '../host/forgeHost';
import { isFields } from '../http/fields';
import { HostRequest } from '../http/hostApi';
import { encodedPath, RepositoryApi } from '../http/repositoryApi';
import {
  changedFilesOf,
  comparisonOf,
  fileOf,
  pullRequestOf,
  statusesOf,
} from './giteaAnswers';
import { GITEA_REFUSALS } from './giteaRefusals';

const STYLES: Record<MergeOptions['style'], string> = {
  'merge-commit': 'merge',
  squash: 'squash',
};

/** Closed pull requests that are looked through for one of a branch: Gitea cannot be asked for those of a branch. */
const CLOSED_LOOKED_THROUGH = 50;

/** One repository at a Gitea, by the paths below `/api/v1/repos/{owner}/{name}`. */
export class GiteaHost implements ForgeHost {
  readonly repository: string;
  readonly refusals = GITEA_REFUSALS;

  constructor(private readonly api: RepositoryApi) {
    this.repository = api.fullName;
  }

  async file(path: string, ref: string): Promise<HostFile | undefined> {
    return fileOf(
      await this.api.jsonIfFound({
        doing: `read ${path} at ${ref} of ${this.repository}`,
        path: `/contents/${encodedPath(path)}`,
        query: { ref },
      }),
    );
  }

  /** Sorted as Git sorts them. */
  async paths(ref: string): Promise<string[]> {
    const commit = ref.includes('/') ? await this.branchHead(ref) : ref;
    if (commit === undefined) return [];
    const doing = `list the files of ${this.repository} at ${ref}`;
    const paths: string[] = [];
    for (let page = 1, more = true; more; page++) {
      const answer = await this.api.jsonIfFound({
        doing,
        path: `/git/trees/${encodeURIComponent(commit)}`,
        query: { recursive: 'true', page, per_page: 1000 },
      });
      if (answer === undefined) return [];
      if (!isFields(answer) || !Array.isArray(answer.tree)) {
        throw this.api.unexpected(doing, 'the answer is not a tree');
      }
      paths.push(...answer.tree.flatMap(blobPath));
      more = answer.truncated === true && answer.tree.length > 0;
    }
    return paths;
  }

  async branchHead(branch: string): Promise<string | undefined> {
    const answer = await this.api.jsonIfFound({
      doing: `find the branch ${branch} of ${this.repository}`,
      path: `/branches/${encodedPath(branch)}`,
    });
    return isFields(answer) &&
      isFields(answer.commit) &&
      typeof answer.commit.id === 'string'
      ? answer.commit.id
      : undefined;
  }

  async compare(target: string, branch: string): Promise<Comparison> {
    return comparisonOf(
      await this.api.json({
        doing: `compare ${branch} with ${target} of ${this.repository}`,
        path: `/compare/${encodedPath(target)}...${encodedPath(branch)}`,
      }),
    );
  }

  /** One request, so there is never a branch without its commit. */
  async commit(commit: NewCommit): Promise<void> {
    const { branch, from, message, files, author } = commit;
    await this.api.json({
      doing: `commit ${files
        .map(file => file.path)
        .join(', ')} to the branch ${branch} of ${this.repository}`,
      method: 'POST',
      path: '/contents',
      body: {
        branch: from,
        new_branch: branch,
        message,
        files: files.map(changeFileOperation),
        ...(author ? { author } : {}),
      },
    });
  }

  async openPullRequest(opening: NewPullRequest): Promise<PullRequest> {
    const { branch, target, title, body } = opening;
    return this.onePullRequest({
      doing: `open a pull request from ${branch} to ${target} in ${this.repository}`,
      method: 'POST',
      path: '/pulls',
      body: { head: branch, base: target, title, body },
    });
  }

  async pullRequestsOf(
    _branch: string,
    state: 'open' | 'closed',
  ): Promise<PullRequest[]> {
    return this.pullRequests(
      state,
      state === 'open' ? undefined : CLOSED_LOOKED_THROUGH,
    );
  }

  async deleteBranch(branch: string): Promise<void> {
    // A fork's branch is its owner's.
    if (branch.includes(':')) return;
    await this.api.jsonIfFound({
      doing: `remove the branch ${branch} of ${this.repository}`,
      method: 'DELETE',
      path: `/branches/${encodedPath(branch)}`,
      cleanup: true,
    });
  }

  async pullRequest(number: number): Promise<PullRequest> {
    return this.onePullRequest({
      doing: `read pull request #${number} of ${this.repository}`,
      path: `/pulls/${number}`,
    });
  }

  async pullRequests(
    state: 'open' | 'closed' | 'all',
    limit?: number,
  ): Promise<PullRequest[]> {
    return this.api.list(
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
    const files = await this.api.list(
      {
        doing: `list the files of pull request #${number} of ${this.repository}`,
        path: `/pulls/${number}/files`,
      },
      changedFilesOf,
    );
    return files.flat();
  }

  async diff(number: number): Promise<string> {
    return this.api.text({
      doing: `read the diff of pull request #${number} of ${this.repository}`,
      path: `/pulls/${number}.diff`,
    });
  }

  async statuses(commit: string): Promise<CommitStatus[]> {
    return statusesOf(
      await this.api.jsonIfFound({
        doing: `read what is said of commit ${commit} of ${this.repository}`,
        path: `/commits/${encodeURIComponent(commit)}/status`,
      }),
    );
  }

  async merge(number: number, options: MergeOptions): Promise<void> {
    await this.api.json({
      doing: `merge pull request #${number} of ${this.repository}`,
      method: 'POST',
      path: `/pulls/${number}/merge`,
      body: {
        Do: STYLES[options.style],
        MergeMessageField: options.message,
        head_commit_id: options.headCommit,
      },
    });
  }

  async closePullRequest(number: number): Promise<PullRequest> {
    return this.onePullRequest({
      doing: `close pull request #${number} of ${this.repository}`,
      method: 'PATCH',
      path: `/pulls/${number}`,
      body: { state: 'closed' },
    });
  }

  fileUrl(path: string, at: { branch: string } | { commit: string }): string {
    const place =
      'commit' in at ? `commit/${at.commit}` : `branch/${at.branch}`;
    return this.api.webUrl(`src/${place}/${path}`);
  }

  commitUrl(commit: string): string {
    return this.api.webUrl(`commit/${commit}`);
  }

  private async onePullRequest(request: HostRequest): Promise<PullRequest> {
    const answer = await this.api.json(request);
    const pullRequest = pullRequestOf(answer);
    if (pullRequest) return pullRequest;
    throw this.api.unexpected(
      request.doing,
      isFields(answer)
        ? 'the answer is not a pull request'
        : 'the answer is empty',
    );
  }
}

/** One entry of `files` in Gitea's `ChangeFilesOptions`. */
function changeFileOperation(file: FileOperation) {
  const { operation, path } = file;
  return {
    operation,
    path,
    ...(file.operation === 'create' ? {} : { sha: file.id }),
    ...(file.operation === 'delete'
      ? {}
      : { content: Buffer.from(file.content, 'utf8').toString('base64') }),
  };
}

function blobPath(entry: unknown): string[] {
  return isFields(entry) &&
    entry.type === 'blob' &&
    typeof entry.path === 'string'
    ? [entry.path]
    : [];
}
