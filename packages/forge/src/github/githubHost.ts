import { ChangedFile, CommitStatus, MergeOptions, PullRequest } from '../forge';
import { ForgeError } from '../forgeError';
import {
  Comparison,
  ForgeHost,
  HostFile,
  NewCommit,
  NewPullRequest,
} from '../host/forgeHost';
import { failureOf } from '../http/failure';
import { isFields, objects, text } from '../http/fields';
import { HostRequest } from '../http/hostApi';
import { encodedPath, RepositoryApi } from '../http/repositoryApi';
import {
  changedFilesOf,
  checkRunOf,
  pullRequestOf,
  statusOf,
} from './githubAnswers';
import { changedPaths } from './changedPaths';
import { GithubGit } from './githubGit';
import { COMPUTES, GITHUB_REFUSALS } from './githubRefusals';

const STYLES: Record<MergeOptions['style'], string> = {
  'merge-commit': 'merge',
  squash: 'squash',
};

const COMMIT = /^[0-9a-f]{40}$/;
/** GitHub compares at most so many files. */
const MOST_COMPARED = 300;
/** GitHub lists at most so many files of a pull request. */
const MOST_LISTED = 3000;
/** Closed pull requests of one branch that are looked through. */
const CLOSED_LOOKED_THROUGH = 50;

/** One repository at a GitHub, by the paths below `/repos/{owner}/{name}`. */
export class GithubHost implements ForgeHost {
  readonly repository: string;
  readonly refusals = GITHUB_REFUSALS;
  private readonly git: GithubGit;

  constructor(private readonly api: RepositoryApi) {
    this.repository = api.fullName;
    this.git = new GithubGit(api);
  }

  file(path: string, ref: string): Promise<HostFile | undefined> {
    return this.git.file(path, ref);
  }

  /** `ref` is a branch or a whole commit id. */
  async paths(ref: string): Promise<string[]> {
    const commit = COMMIT.test(ref) ? ref : await this.branchHead(ref);
    if (commit === undefined) return [];
    return (await this.git.files(commit)).map(({ path }) => path);
  }

  branchHead(branch: string): Promise<string | undefined> {
    return this.git.branchHead(branch);
  }

  async compare(target: string, branch: string): Promise<Comparison> {
    const doing = `compare ${branch} with ${target} of ${this.repository}`;
    const answer = await this.api.json({
      doing,
      path: `/compare/${[target, branch].map(encodeURIComponent).join('...')}`,
    });
    if (!isFields(answer) || typeof answer.ahead_by !== 'number') {
      throw this.api.unexpected(doing, 'the answer is not a comparison');
    }
    const files = objects(answer.files);
    const paths =
      files.length < MOST_COMPARED
        ? files.flatMap(f => [text(f.filename), text(f.previous_filename)])
        : await this.allChanged(answer.merge_base_commit, branch);
    return {
      commits: answer.ahead_by,
      paths: new Set(paths.filter(Boolean)),
    };
  }

  commit(commit: NewCommit): Promise<void> {
    return this.git.commit(commit);
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
    branch: string,
    state: 'open' | 'closed',
  ): Promise<PullRequest[]> {
    const [owner] = this.repository.split('/');
    return this.listed(
      { state, head: `${owner}:${branch}` },
      CLOSED_LOOKED_THROUGH,
    );
  }

  async deleteBranch(branch: string): Promise<void> {
    // A fork's branch is its owner's.
    if (branch.includes(':')) return;
    await this.api.jsonIfFound({
      doing: `remove the branch ${branch} of ${this.repository}`,
      method: 'DELETE',
      path: `/git/refs/heads/${encodedPath(branch)}`,
      cleanup: true,
    });
  }

  async pullRequest(number: number): Promise<PullRequest> {
    return this.onePullRequest(this.reading(number));
  }

  async pullRequests(
    state: 'open' | 'closed' | 'all',
    limit?: number,
  ): Promise<PullRequest[]> {
    return this.listed({ state }, limit);
  }

  async changedFiles(number: number): Promise<ChangedFile[]> {
    const doing = `list the files of pull request #${number} of ${this.repository}`;
    const files = await this.api.list(
      { doing, path: `/pulls/${number}/files` },
      changedFilesOf,
    );
    if (files.length >= MOST_LISTED) {
      throw new ForgeError({
        kind: 'failed',
        request: doing,
        answer: `GitHub lists no more than ${MOST_LISTED} files`,
        advice: 'Split it into smaller ones, or look at it at the Git host',
      });
    }
    return files.flat();
  }

  async diff(number: number): Promise<string> {
    return this.api.text({
      doing: `read the diff of pull request #${number} of ${this.repository}`,
      path: `/pulls/${number}`,
      accept: 'application/vnd.github.diff',
    });
  }

  /** Commit statuses, and the check runs of GitHub Actions and other apps. */
  async statuses(commit: string): Promise<CommitStatus[]> {
    const doing = `read what is said of commit ${commit} of ${this.repository}`;
    const path = `/commits/${commit}`;
    const [statuses, checks] = await Promise.all([
      this.api.list(
        { doing, path: `${path}/status`, listIn: 'statuses' },
        statusOf,
      ),
      this.api.list(
        { doing, path: `${path}/check-runs`, listIn: 'check_runs' },
        checkRunOf,
      ),
    ]);
    return [...statuses, ...checks];
  }

  async merge(number: number, options: MergeOptions): Promise<void> {
    try {
      await this.api.json({
        doing: `merge pull request #${number} of ${this.repository}`,
        method: 'PUT',
        path: `/pulls/${number}/merge`,
        body: {
          merge_method: STYLES[options.style],
          sha: options.headCommit,
          commit_message: options.message,
        },
      });
    } catch (error) {
      throw (await this.stillComputes(number, error)) ?? error;
    }
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
    const ref = 'commit' in at ? at.commit : at.branch;
    return this.api.webUrl(`blob/${ref}/${path}`);
  }

  commitUrl(commit: string): string {
    return this.api.webUrl(`commit/${commit}`);
  }

  /** GitHub refuses with the same words while it computes and when it has found a conflict. */
  private async stillComputes(
    number: number,
    error: unknown,
  ): Promise<ForgeError | undefined> {
    if (!(error instanceof ForgeError)) return undefined;
    if (!/is not mergeable/i.test(error.answer)) return undefined;
    const now = await this.api.json(this.reading(number));
    if (!isFields(now) || now.mergeable !== null) return undefined;
    return new ForgeError({ ...failureOf(error), answer: COMPUTES });
  }

  private async allChanged(base: unknown, branch: string): Promise<string[]> {
    const head = await this.branchHead(branch);
    if (!isFields(base) || head === undefined) return [];
    return changedPaths(
      await this.git.files(text(base.sha)),
      await this.git.files(head),
    );
  }

  private listed(
    query: HostRequest['query'],
    limit?: number,
  ): Promise<PullRequest[]> {
    return this.api.list(
      {
        doing: `list pull requests of ${this.repository}`,
        path: '/pulls',
        query,
      },
      pullRequestOf,
      limit,
    );
  }

  private reading(number: number): HostRequest {
    return {
      doing: `read pull request #${number} of ${this.repository}`,
      path: `/pulls/${number}`,
    };
  }

  private async onePullRequest(request: HostRequest): Promise<PullRequest> {
    const pullRequest = pullRequestOf(await this.api.json(request));
    if (pullRequest) return pullRequest;
    throw this.api.unexpected(
      request.doing,
      'the answer is not a pull request',
    );
  }
}
