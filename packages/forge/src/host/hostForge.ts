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
import { checkedBranchName, checkedCommit, checkedPath } from '../gitName';
import { withdrawChange } from './branchOfChange';
import { ForgeHost } from './forgeHost';
import { mergePullRequest } from './mergePullRequest';
import { proposeChange } from './proposeChange';

class HostForge implements Forge {
  readonly repository: string;

  constructor(private readonly host: ForgeHost, readonly targetBranch: string) {
    this.repository = host.repository;
  }

  async readFile(path: string, ref?: string): Promise<ForgeFile | undefined> {
    const at = ref ?? this.targetBranch;
    const file = await this.host.file(checkedPath(path), at);
    return file && { path, content: file.content };
  }

  async listFiles(directory: string, ref?: string): Promise<string[]> {
    const trimmed = directory.replace(/\/+$/, '');
    const prefix = trimmed === '' ? '' : `${checkedPath(trimmed)}/`;
    const paths = await this.host.paths(ref ?? this.targetBranch);
    return paths.filter(path => path.startsWith(prefix));
  }

  async propose(changeSet: ChangeSet): Promise<PullRequest> {
    return proposeChange(this.host, this.targetBranch, changeSet);
  }

  async withdraw(changeSet: ChangeSet): Promise<void> {
    await withdrawChange(this.host, this.targetBranch, changeSet);
  }

  async pullRequest(number: number): Promise<PullRequest> {
    return this.host.pullRequest(whole(number));
  }

  async pullRequests({
    state,
    limit,
  }: {
    state: 'open' | 'closed' | 'all';
    limit?: number;
  }): Promise<PullRequest[]> {
    return this.host.pullRequests(state, limit);
  }

  async changedFiles(number: number): Promise<ChangedFile[]> {
    return this.host.changedFiles(whole(number));
  }

  async diff(number: number): Promise<string> {
    return this.host.diff(whole(number));
  }

  async statuses(commit: string): Promise<CommitStatus[]> {
    return this.host.statuses(checkedCommit(commit));
  }

  async merge(number: number, options: MergeOptions): Promise<PullRequest> {
    return mergePullRequest(this.host, whole(number), options);
  }

  async close(number: number): Promise<void> {
    const closed = await this.host.closePullRequest(whole(number));
    if (closed.state === 'merged') {
      throw new ForgeError({
        kind: 'conflict',
        request: `close pull request #${number} of ${this.repository}`,
        answer: 'it is merged',
        advice: 'Propose a change that undoes it',
      });
    }
    await this.host.deleteBranch(closed.branch);
  }

  fileUrl(path: string, commit?: string): string {
    return this.host.fileUrl(
      checkedPath(path),
      commit
        ? { commit: checkedCommit(commit) }
        : { branch: this.targetBranch },
    );
  }

  commitUrl(commit: string): string {
    return this.host.commitUrl(checkedCommit(commit));
  }
}

/** What stands in an address must be a whole number. */
function whole(number: number): number {
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new ForgeError({
    kind: 'invalid',
    request: `find the pull request ${number}`,
    answer: 'a pull request is known by a whole number above 0',
    advice: 'Use the number of a pull request',
  });
}

/**
 * A `Forge` over what one kind of host can do: names are checked here, before anything is sent.
 * Throws `ForgeError` of kind `invalid` when `targetBranch` cannot be a branch.
 */
export function hostForge(host: ForgeHost, targetBranch: string): Forge {
  return new HostForge(host, checkedBranchName(targetBranch));
}
