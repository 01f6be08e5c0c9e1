import { setTimeout as delay } from 'node:timers/promises';
import { ChangedFile, CommitStatus, MergeOptions, PullRequest } from '../forge';
import { ForgeError } from '../forgeError';
import {
  Comparison,
  FileOperation,
  ForgeHost,
  HostFile,
  NewCommit,
  NewPullRequest,
} from '../host/forgeHost';
import { failureOf } from '../http/failure';
import { Fields, isFields, objects, text } from '../http/fields';
import { HostRequest } from '../http/hostApi';
import { RepositoryApi } from '../http/repositoryApi';
import { changedFilesOf, pullRequestOf, statusOf } from './gitlabAnswers';
import { GITLAB_REFUSALS } from './gitlabRefusals';
import { withoutQuickActions } from './quickActions';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** A new merge request was reported to be prepared for one to five seconds. */
const PREPARING_MS = 15_000;
const PAUSE_MS = 250;
/** Closed merge requests of one branch that are looked through. */
const CLOSED_LOOKED_THROUGH = 50;

const STATES = { open: 'opened', closed: undefined, all: undefined };

/** One project at a GitLab, by the paths below `/projects/{path}`. */
export class GitlabHost implements ForgeHost {
  readonly repository: string;
  readonly refusals = GITLAB_REFUSALS;

  constructor(private readonly api: RepositoryApi) {
    this.repository = api.fullName;
  }

  async file(path: string, ref: string): Promise<HostFile | undefined> {
    const doing = `read ${path} at ${ref} of ${this.repository}`;
    const answer = await this.api.jsonIfFound({
      doing,
      path: `/repository/files/${encodeURIComponent(path)}`,
      query: { ref },
    });
    if (answer === undefined) return undefined;
    if (!isFields(answer) || answer.encoding !== 'base64') {
      throw this.api.unexpected(doing, 'the answer is not a file in base64');
    }
    return {
      content: Buffer.from(text(answer.content), 'base64').toString('utf8'),
      id: text(answer.last_commit_id),
    };
  }

  /** `ref` is a branch or a whole commit id. */
  async paths(ref: string): Promise<string[]> {
    const commit = COMMIT.test(ref) ? ref : await this.branchHead(ref);
    if (commit === undefined) return [];
    return this.api.list(
      {
        doing: `list the files of ${this.repository} at ${ref}`,
        path: '/repository/tree',
        query: { ref: commit, recursive: 'true' },
      },
      entry =>
        isFields(entry) && entry.type === 'blob' ? text(entry.path) : undefined,
    );
  }

  async branchHead(branch: string): Promise<string | undefined> {
    const answer = await this.api.jsonIfFound({
      doing: `find the branch ${branch} of ${this.repository}`,
      path: `/repository/branches/${encodeURIComponent(branch)}`,
    });
    return isFields(answer) && isFields(answer.commit)
      ? text(answer.commit.id) || undefined
      : undefined;
  }

  async compare(target: string, branch: string): Promise<Comparison> {
    const doing = `compare ${branch} with ${target} of ${this.repository}`;
    const answer = await this.api.json({
      doing,
      path: '/repository/compare',
      query: { from: target, to: branch },
    });
    if (!isFields(answer) || !Array.isArray(answer.commits)) {
      throw this.api.unexpected(doing, 'the answer is not a comparison');
    }
    if (answer.compare_timeout === true) {
      throw new ForgeError({
        kind: 'failed',
        request: doing,
        answer: 'GitLab gave up comparing: it is too much',
        advice: `Look at the branch ${branch} at the Git host, and remove it there`,
      });
    }
    const paths = objects(answer.diffs).flatMap(diff => [
      text(diff.old_path),
      text(diff.new_path),
    ]);
    return { commits: answer.commits.length, paths: new Set(paths) };
  }

  /** One request, so there is never a branch without its commit. */
  async commit(commit: NewCommit): Promise<void> {
    const { branch, from, message, files, author } = commit;
    await this.api.json({
      doing: `commit ${files
        .map(file => file.path)
        .join(', ')} to the branch ${branch} of ${this.repository}`,
      method: 'POST',
      path: '/repository/commits',
      body: {
        branch,
        start_branch: from,
        commit_message: message,
        actions: files.map(actionOf),
        ...(author
          ? { author_name: author.name, author_email: author.email }
          : {}),
      },
    });
  }

  async openPullRequest(opening: NewPullRequest): Promise<PullRequest> {
    const { branch, target, title, body } = opening;
    return this.onePullRequest({
      doing: `open a merge request from ${branch} to ${target} in ${this.repository}`,
      method: 'POST',
      path: '/merge_requests',
      body: {
        source_branch: branch,
        target_branch: target,
        title,
        description: withoutQuickActions(body),
      },
    });
  }

  async pullRequestsOf(
    branch: string,
    state: 'open' | 'closed',
  ): Promise<PullRequest[]> {
    return this.listed(
      { state: STATES[state], source_branch: branch },
      state,
      CLOSED_LOOKED_THROUGH,
    );
  }

  async deleteBranch(branch: string): Promise<void> {
    // A fork's branch is its owner's.
    if (branch.includes(':')) return;
    await this.api.jsonIfFound({
      doing: `remove the branch ${branch} of ${this.repository}`,
      method: 'DELETE',
      path: `/repository/branches/${encodeURIComponent(branch)}`,
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
    return this.listed({ state: STATES[state] }, state, limit);
  }

  async changedFiles(number: number): Promise<ChangedFile[]> {
    await this.prepared(number);
    const files = await this.api.list(
      {
        doing: `list the files of merge request !${number} of ${this.repository}`,
        path: `/merge_requests/${number}/diffs`,
      },
      changedFilesOf,
    );
    return files.flat();
  }

  async diff(number: number): Promise<string> {
    await this.prepared(number);
    return this.api.text({
      doing: `read the diff of merge request !${number} of ${this.repository}`,
      path: `/merge_requests/${number}/raw_diffs`,
    });
  }

  async statuses(commit: string): Promise<CommitStatus[]> {
    return this.api.list(
      {
        doing: `read what is said of commit ${commit} of ${this.repository}`,
        path: `/repository/commits/${commit}/statuses`,
      },
      statusOf,
    );
  }

  async merge(number: number, options: MergeOptions): Promise<void> {
    const reading = this.reading(number);
    const before = await this.api.json(reading);
    const pullRequest = this.asPullRequest(reading, before);
    await this.withStyle(number, before, options);
    try {
      await this.api.json({
        doing: `merge the merge request !${number} of ${this.repository}`,
        method: 'PUT',
        path: `/merge_requests/${number}/merge`,
        body: {
          sha: options.headCommit,
          ...this.messages(pullRequest, options),
        },
      });
    } catch (error) {
      throw error instanceof ForgeError
        ? await this.withReason(number, error)
        : error;
    }
  }

  async closePullRequest(number: number): Promise<PullRequest> {
    return this.onePullRequest({
      doing: `close the merge request !${number} of ${this.repository}`,
      method: 'PUT',
      path: `/merge_requests/${number}`,
      body: { state_event: 'close' },
    });
  }

  fileUrl(path: string, at: { branch: string } | { commit: string }): string {
    const ref = 'commit' in at ? at.commit : at.branch;
    return this.api.webUrl(`-/blob/${ref}/${path}`);
  }

  commitUrl(commit: string): string {
    return this.api.webUrl(`-/commit/${commit}`);
  }

  /** A message replaces GitLab's own, so it begins as that does. */
  private messages(
    { branch, number, targetBranch, title }: PullRequest,
    { message, style }: MergeOptions,
  ) {
    const reference = `See merge request ${this.repository}!${number}`;
    const merging = `Merge branch '${branch}' into '${targetBranch}'`;
    return style === 'squash'
      ? {
          squash: true,
          squash_commit_message: `${title}\n\n${message}\n\n${reference}`,
        }
      : {
          squash: false,
          merge_commit_message: `${merging}\n\n${title}\n\n${message}\n\n${reference}`,
        };
  }

  /** Once marked to be squashed, by a person or a try before, it stays so whatever the merge says. */
  private async withStyle(
    number: number,
    before: unknown,
    { style }: MergeOptions,
  ): Promise<void> {
    if (style === 'squash' || !isFields(before) || !before.squash) return;
    await this.api.json({
      doing: `have merge request !${number} of ${this.repository} merged with its commits`,
      method: 'PUT',
      path: `/merge_requests/${number}`,
      body: { squash: false },
    });
  }

  /** What a new merge request changes, GitLab finds out in the background, and says until then that it is nothing. */
  private async prepared(number: number): Promise<void> {
    const reading = this.reading(number);
    const deadline = Date.now() + PREPARING_MS;
    for (;;) {
      const now = await this.api.json(reading);
      if (isFields(now) && isPrepared(now)) return;
      if (Date.now() >= deadline) break;
      await delay(PAUSE_MS);
    }
    throw new ForgeError({
      kind: 'failed',
      request: reading.doing,
      answer: 'GitLab has not found out yet what it changes',
      advice: 'Try again in a moment',
    });
  }

  /** GitLab refuses with a status alone; the merge request itself says which rule it was. */
  private async withReason(
    number: number,
    error: ForgeError,
  ): Promise<ForgeError> {
    // The token was good enough to read it.
    if (error.kind === 'unauthorized') {
      return new ForgeError({
        ...failureOf(error),
        kind: 'forbidden',
        advice:
          'Allow the account of kro.delivery.token to merge into the branch (protected branches of the project)',
      });
    }
    if (error.kind !== 'conflict' || error.status === 409) return error;
    const now = await this.api.json(this.reading(number));
    const reason = isFields(now) ? text(now.detailed_merge_status) : '';
    return new ForgeError({
      ...failureOf(error),
      answer: reason || error.answer,
    });
  }

  /** What is closed may be merged or not: GitLab asks for one of them only, so both are sorted out here. */
  private async listed(
    query: HostRequest['query'],
    state: 'open' | 'closed' | 'all',
    limit?: number,
  ): Promise<PullRequest[]> {
    return this.api.list(
      {
        doing: `list merge requests of ${this.repository}`,
        path: '/merge_requests',
        query: { scope: 'all', ...query },
      },
      entry => {
        const pullRequest = pullRequestOf(entry);
        const isOpen = pullRequest?.state === 'open';
        return state === 'closed' && isOpen ? undefined : pullRequest;
      },
      limit,
    );
  }

  private reading(number: number): HostRequest {
    return {
      doing: `read merge request !${number} of ${this.repository}`,
      path: `/merge_requests/${number}`,
    };
  }

  private async onePullRequest(request: HostRequest): Promise<PullRequest> {
    return this.asPullRequest(request, await this.api.json(request));
  }

  private asPullRequest({ doing }: HostRequest, answer: unknown): PullRequest {
    const pullRequest = pullRequestOf(answer);
    if (pullRequest) return pullRequest;
    throw this.api.unexpected(doing, 'the answer is not a merge request');
  }
}

function isPrepared({ detailed_merge_status, diff_refs, state }: Fields) {
  if (detailed_merge_status === 'preparing') return false;
  return state !== 'opened' || isFields(diff_refs);
}

/** One entry of `actions`; a file that changed since it was read is refused by its last commit. */
function actionOf(file: FileOperation) {
  const { operation, path } = file;
  return {
    action: operation,
    file_path: path,
    ...(file.operation === 'create' ? {} : { last_commit_id: file.id }),
    ...(file.operation === 'delete' ? {} : { content: file.content }),
  };
}
