import { ChangedFile, CommitStatus, MergeOptions, PullRequest } from '../forge';
import { ForgeErrorKind } from '../forgeError';

/** A file as a host keeps it. */
export interface HostFile {
  content: string;
  /** What the host knows this version of the file by, where an update must name it. */
  id: string;
}

/** What has to be done to one file of the target branch. */
export type FileOperation =
  | { operation: 'create'; path: string; content: string }
  | { operation: 'update'; path: string; content: string; id: string }
  | { operation: 'delete'; path: string; id: string };

/** One commit on a branch that is made with it. */
export interface NewCommit {
  /** The branch to make. */
  branch: string;
  /** The branch it starts from. */
  from: string;
  message: string;
  files: FileOperation[];
  author?: { name: string; email: string };
}

/** What a branch has that another has not. */
export interface Comparison {
  /** Number of commits; exact only where it is 0. */
  commits: number;
  /** Paths they touch, all of them; of a renamed file both. */
  paths: Set<string>;
}

/** What a pull request is opened with. */
export interface NewPullRequest {
  branch: string;
  target: string;
  title: string;
  body: string;
}

/** What one of a host's answers to a merge that it refuses (kind `conflict`) means. */
export interface Refusal {
  /** Words of the host's answer. */
  words: RegExp;
  kind: ForgeErrorKind;
  /** Replaces the host's words. */
  answer?: string;
  advice: string;
  /** It may be gone in a moment, so the merge is asked for again. */
  passes?: boolean;
}

/** One repository for making a change of it. Every method throws `ForgeError`. */
export interface ChangeHost {
  /** `owner/name`. */
  readonly repository: string;
  /** A text file; `undefined` when there is none at that ref. */
  file(path: string, ref: string): Promise<HostFile | undefined>;
  /** The commit a branch stands on; `undefined` when there is no such branch. */
  branchHead(branch: string): Promise<string | undefined>;
  /** What `branch`, which is there, has that `target` has not. */
  compare(target: string, branch: string): Promise<Comparison>;
  /** Makes the branch with its commit: both or nothing. `conflict` when the branch is there. */
  commit(commit: NewCommit): Promise<void>;
  /** `conflict` when one of that branch is open. */
  openPullRequest(pullRequest: NewPullRequest): Promise<PullRequest>;
  /** Pull requests of a branch, newest first; a host that cannot look for a branch may answer with others' as well. */
  pullRequestsOf(
    branch: string,
    state: 'open' | 'closed',
  ): Promise<PullRequest[]>;
  /** No error when it is already gone. Goes on after an abort: it cleans up. */
  deleteBranch(branch: string): Promise<void>;
}

/** One repository for merging its pull requests. Every method throws `ForgeError`. */
export interface MergeHost {
  readonly repository: string;
  pullRequest(number: number): Promise<PullRequest>;
  /** Asks once. A refusal is a `conflict` whose answer `refusals` explains. */
  merge(number: number, options: MergeOptions): Promise<void>;
  /** What its refusals mean; the first whose words match counts. */
  readonly refusals: Refusal[];
}

/** What one kind of Git host must be able to do; `hostForge` makes a `Forge` of it. */
export interface ForgeHost extends ChangeHost, MergeHost {
  /** Paths of all files at a ref; empty when there is no such ref. */
  paths(ref: string): Promise<string[]>;
  /** Newest first, at most `limit`. */
  pullRequests(
    state: 'open' | 'closed' | 'all',
    limit?: number,
  ): Promise<PullRequest[]>;
  changedFiles(number: number): Promise<ChangedFile[]>;
  /** Unified diff. */
  diff(number: number): Promise<string>;
  /** What is said of a commit; empty where the host keeps nothing of the kind. */
  statuses(commit: string): Promise<CommitStatus[]>;
  /** Closes without merging, and leaves the branch. One that is merged is answered as it is, or is a `conflict`. */
  closePullRequest(number: number): Promise<PullRequest>;
  /** Web address of a file on a branch or in a commit. */
  fileUrl(path: string, at: { branch: string } | { commit: string }): string;
  commitUrl(commit: string): string;
}
