import { Part, Schemas } from './githubSchemas';
import { blobId, MemoryFiles, MemoryGit } from './memoryGit';

/** A pull request of the fake. */
export interface FakePull {
  number: number;
  title: string;
  body: string | null;
  /** Of the branch: another than the repository's for a fork. */
  owner: string;
  branch: string;
  target: string;
  state: 'open' | 'closed';
  /** Of its branch when it was closed. */
  head?: string;
  /** The target branch before the merge. */
  base?: string;
  merged?: string;
}

const AT = '2026-01-01T00:00:00Z';

/** What a fake GitHub keeps, and what it does with it. */
export class GithubState {
  readonly git = new MemoryGit();
  readonly trees = new Map<string, MemoryFiles>();
  readonly pulls = new Map<number, FakePull>();
  statuses: Pick<
    Schemas['simple-commit-status'],
    'context' | 'state' | 'description' | 'target_url'
  >[] = [];
  checkRuns: Pick<
    Schemas['check-run'],
    'name' | 'status' | 'conclusion' | 'details_url' | 'html_url'
  >[] = [];
  /** So many times more it says that it computes whether a pull request can be merged. */
  computing = 0;
  largestPage = 100;
  /** Files of a recursive tree before it is truncated. */
  largestTree = 100_000;

  /** Is told the path of each request before it is answered. */
  onRequest?: (path: string) => void;

  /** Keeps a tree, and answers its id. */
  keep(files: MemoryFiles): string {
    const id = blobId(JSON.stringify([...files]));
    this.trees.set(id, files);
    return id;
  }

  /** One level of a tree: its files, and its directories as trees. */
  level(files: MemoryFiles) {
    const below = new Map<string, MemoryFiles>();
    const entries = [];
    for (const [path, file] of files) {
      const [name, ...rest] = path.split('/');
      if (rest.length === 0) {
        entries.push({ path, mode: file.mode, type: 'blob', sha: file.id });
      } else {
        const inside: MemoryFiles = below.get(name) ?? new Map();
        below.set(name, inside.set(rest.join('/'), file));
      }
    }
    for (const [path, inside] of below) {
      const sha = this.keep(inside);
      entries.push({ path, mode: '040000', type: 'tree', sha });
    }
    return entries;
  }

  open(parts: Pick<FakePull, 'branch' | 'target' | 'title' | 'body'>) {
    const number = this.pulls.size + 1;
    const pull: FakePull = { owner: 'atlas', state: 'open', ...parts, number };
    this.pulls.set(number, pull);
    return pull;
  }

  close(pull: FakePull): void {
    pull.head ??= this.headOf(pull);
    pull.state = 'closed';
  }

  headOf({ head, branch }: FakePull): string {
    return head ?? this.git.branches.get(branch) ?? '';
  }

  /** The files before and after a pull request. */
  sides(pull: FakePull) {
    const target = this.git.at(pull.base ?? pull.target);
    const head = this.git.at(this.headOf(pull));
    if (!target || !head) throw new Error(`no sides of #${pull.number}`);
    const before = this.git.mergeBase(target, head).files;
    return { before, after: head.files };
  }

  /** Merges; `undefined` when it conflicts. */
  merge(pull: FakePull, message: string, { squash }: { squash: boolean }) {
    const target = this.git.at(pull.target);
    const head = this.git.at(this.headOf(pull));
    const files = target && head && this.git.merged(target, head);
    if (!files) return undefined;
    const title = squash
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${pull.owner}/${pull.branch}`;
    const { sha } = this.git.commit({
      files,
      parents: squash ? [target.sha] : [target.sha, head.sha],
      message: `${title}\n\n${message}`,
    });
    this.close(pull);
    pull.base = target.sha;
    pull.merged = sha;
    this.git.branches.set(pull.target, sha);
    return sha;
  }

  /** As in a list: without `mergeable`. */
  shown(pull: FakePull) {
    const { number, title, body, owner, branch, target, state } = pull;
    return {
      number,
      title,
      body,
      state,
      user: { login: 'portal' },
      html_url: `https://github.example.com/atlas/platform/pull/${number}`,
      head: {
        label: `${owner}:${branch}`,
        ref: branch,
        sha: this.headOf(pull),
        repo: { full_name: `${owner}/platform` },
      },
      base: { ref: target, repo: { full_name: 'atlas/platform' } },
      created_at: AT,
      closed_at: state === 'closed' ? AT : null,
      merged_at: pull.merged ? AT : null,
      merge_commit_sha: pull.merged ?? null,
    } satisfies Part<Schemas['pull-request-simple']>;
  }

  /** Alone, with `mergeable`: null while it computes. */
  shownAlone(pull: FakePull) {
    const computes = this.computing > 0;
    if (computes) this.computing -= 1;
    const target = this.git.at(pull.target);
    const head = this.git.at(this.headOf(pull));
    const can = Boolean(target && head && this.git.merged(target, head));
    const mergeable = computes ? null : pull.state === 'open' && can;
    return {
      ...this.shown(pull),
      merged: Boolean(pull.merged),
      mergeable,
    } satisfies Part<Schemas['pull-request']>;
  }
}
