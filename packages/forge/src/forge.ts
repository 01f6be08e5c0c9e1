/** A file's text at a ref. */
export interface ForgeFile {
  path: string;
  content: string;
}

/** Writes or, with `content` null, removes one file. */
export interface FileChange {
  path: string;
  content: string | null;
}

/** Everything a pull request is made of. */
export interface ChangeSet {
  /** Branch to make from the target branch. */
  branch: string;
  title: string;
  /** Markdown. */
  body: string;
  commitMessage: string;
  files: FileChange[];
  /** Shown as the commit's author. */
  author?: { name: string; email: string };
}

/** A pull request, the same for every host. Times are RFC 3339. */
export interface PullRequest {
  number: number;
  title: string;
  body: string;
  /** Login of the author. */
  author: string;
  /** Its web page. */
  url: string;
  branch: string;
  targetBranch: string;
  /** Commit at the head of the branch. */
  headCommit: string;
  state: 'open' | 'merged' | 'closed';
  mergeable: boolean;
  createdAt: string;
  mergedAt?: string;
  closedAt?: string;
  mergeCommit?: string;
}

/** A file that a pull request touches. */
export interface ChangedFile {
  path: string;
  status: 'added' | 'modified' | 'removed';
}

/** How a pull request gets onto the target branch. Both leave a commit of its own there, whose message says who merged. */
export type MergeStyle = 'merge-commit' | 'squash';

/** What is to be merged, and how. */
export interface MergeOptions {
  /** The head that whoever merges has seen: a pull request with another one is not merged. */
  headCommit: string;
  style: MergeStyle;
  /** Stands in the commit's message, below the title that the host gives it. */
  message: string;
  /** How long to ask again, in milliseconds, while the host still looks whether it can be merged; 5 s by default. */
  patienceMs?: number;
}

/** What somebody says of a commit at the host, such as a build that ran over it. */
export interface CommitStatus {
  /** Who says it, e.g. `ci/lint`; each says one thing of a commit. */
  context: string;
  state: 'pending' | 'success' | 'warning' | 'failure' | 'skipped';
  description: string;
  /** Web page with more about it. */
  url?: string;
}

/**
 * One repository at a Git host, as delivery by pull request needs it.
 * Every call throws `ForgeError`: what was asked, of whom, what it answered and what to do.
 */
export interface Forge {
  /** `owner/name`. */
  readonly repository: string;
  /** The branch that pull requests go to. */
  readonly targetBranch: string;
  /** The file, or `undefined` when it does not exist at that ref (default: the target branch). */
  readFile(path: string, ref?: string): Promise<ForgeFile | undefined>;
  /** Paths of all files below a directory; empty when it does not exist. */
  listFiles(directory: string, ref?: string): Promise<string[]>;
  /** Makes branch, one commit and pull request. When a pull request of that branch is open with the same files, returns it: safe to repeat. Leaves no branch behind when it fails. */
  propose(changeSet: ChangeSet): Promise<PullRequest>;
  /** Removes the branch that a broken try of this change left behind. One that holds something else, or from which a pull request is open, stays. */
  withdraw(changeSet: ChangeSet): Promise<void>;
  pullRequest(number: number): Promise<PullRequest>;
  /** Newest first. */
  pullRequests(options: {
    state: 'open' | 'closed' | 'all';
    limit?: number;
  }): Promise<PullRequest[]>;
  changedFiles(number: number): Promise<ChangedFile[]>;
  /** Unified diff. */
  diff(number: number): Promise<string>;
  /** What is said of a commit, by context; empty where the host keeps nothing of the kind. */
  statuses(commit: string): Promise<CommitStatus[]>;
  /**
   * Merges, and answers the merged pull request. One that is merged already is the answer, too: safe to repeat.
   * Throws `conflict` when it is closed, its head moved, it conflicts, or a rule of the branch is not met; `forbidden`
   * when the account may not merge it. The advice says which of them it is and what to do.
   */
  merge(number: number, options: MergeOptions): Promise<PullRequest>;
  /** Closes without merging and removes the branch. */
  close(number: number): Promise<void>;
  /** Web address of a file on the target branch, or as it is in a commit. */
  fileUrl(path: string, commit?: string): string;
  /** Web address of a commit. */
  commitUrl(commit: string): string;
}
