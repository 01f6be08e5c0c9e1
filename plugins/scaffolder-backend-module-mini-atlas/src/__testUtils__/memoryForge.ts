import {
  ChangedFile,
  ChangeSet,
  Forge,
  ForgeError,
  PullRequest,
} from '@mini-atlas/forge';

interface Proposal {
  pullRequest: PullRequest;
  changeSet: ChangeSet;
  changed: ChangedFile[];
}

/** A repository in memory, for tests. It keeps the promises of `Forge`: safe to repeat, no branch left behind. */
export class MemoryForge implements Forge {
  readonly repository = 'mini-atlas/platform';
  readonly targetBranch = 'main';
  readonly files = new Map<string, string>();
  readonly branches = new Set<string>(['main']);
  readonly proposals: Proposal[] = [];
  /** Set it, and the host does not answer any more. */
  unreachable = false;
  /** Set it, and the host makes the branch but no pull request. */
  refusesPullRequests = false;

  async readFile(path: string) {
    this.answer('read a file');
    const content = this.files.get(path);
    return content === undefined ? undefined : { path, content };
  }

  async listFiles(directory: string) {
    this.answer('list files');
    return [...this.files.keys()].filter(path => path.startsWith(directory));
  }

  async propose(changeSet: ChangeSet): Promise<PullRequest> {
    this.answer('open a pull request');
    const open = this.proposals.find(
      ({ pullRequest }) => pullRequest.branch === changeSet.branch,
    );
    if (open) return open.pullRequest;
    this.branches.add(changeSet.branch);
    if (this.refusesPullRequests) {
      this.branches.delete(changeSet.branch);
      throw failure('open a pull request', 'it refuses pull requests');
    }
    const number = this.proposals.length + 1;
    const pullRequest: PullRequest = {
      number,
      title: changeSet.title,
      body: changeSet.body,
      author: 'portal',
      url: `http://forge.test/pulls/${number}`,
      branch: changeSet.branch,
      targetBranch: this.targetBranch,
      headCommit: 'a'.repeat(40),
      state: 'open',
      mergeable: true,
      createdAt: '2026-11-22T22:00:00Z',
    };
    const changed = changeSet.files.map(({ path, content }) => ({
      path,
      status: this.statusOf(path, content),
    }));
    this.proposals.push({ pullRequest, changeSet, changed });
    return pullRequest;
  }

  async withdraw({ branch }: ChangeSet) {
    this.answer('remove a branch');
    const open = this.proposals.some(
      ({ pullRequest }) =>
        pullRequest.branch === branch && pullRequest.state === 'open',
    );
    if (!open) this.branches.delete(branch);
  }

  async pullRequest(number: number): Promise<PullRequest> {
    this.answer('read a pull request');
    return { ...this.proposal(number).pullRequest };
  }

  async pullRequests({ state }: { state: 'open' | 'closed' | 'all' }) {
    this.answer('list pull requests');
    return this.proposals
      .map(({ pullRequest }) => pullRequest)
      .filter(pullRequest => state === 'all' || pullRequest.state === state);
  }

  async changedFiles(number: number): Promise<ChangedFile[]> {
    this.answer('list the files of a pull request');
    return this.proposal(number).changed;
  }

  async diff(): Promise<string> {
    return '';
  }

  async close(number: number) {
    this.proposal(number).pullRequest.state = 'closed';
  }

  async statuses() {
    return [];
  }

  fileUrl(path: string) {
    return `http://forge.test/${path}`;
  }

  commitUrl(commit: string) {
    return `http://forge.test/commit/${commit}`;
  }

  async merge(number: number) {
    const { pullRequest, changeSet } = this.proposal(number);
    pullRequest.state = 'merged';
    pullRequest.mergedAt = '2026-11-22T22:01:00Z';
    for (const { path, content } of changeSet.files) {
      if (content === null) this.files.delete(path);
      else this.files.set(path, content);
    }
    return pullRequest;
  }

  private statusOf(
    path: string,
    content: string | null,
  ): ChangedFile['status'] {
    if (content === null) return 'removed';
    return this.files.has(path) ? 'modified' : 'added';
  }

  private proposal(number: number): Proposal {
    const found = this.proposals.find(
      ({ pullRequest }) => pullRequest.number === number,
    );
    if (!found) throw failure(`read pull request #${number}`, 'not found');
    return found;
  }

  private answer(request: string) {
    if (this.unreachable) throw failure(request, 'connection refused');
  }
}

function failure(request: string, answer: string): ForgeError {
  return new ForgeError({
    kind: 'unreachable',
    request,
    host: 'http://forge.test',
    answer,
    advice: 'Try again when it answers',
  });
}
