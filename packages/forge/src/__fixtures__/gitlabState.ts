import { changedPaths, MemoryGit } from './memoryGit';

/** A merge request of the fake. */
export interface FakeMergeRequest {
  iid: number;
  title: string;
  description: string;
  source: string;
  target: string;
  /** Another than the project's own for a fork. */
  sourceProject: number;
  state: 'opened' | 'closed' | 'merged';
  /** Of its branch when it was closed. */
  head?: string;
  /** The target branch before the merge. */
  base?: string;
  merged?: string;
  squashed?: boolean;
  /** Marked to be squashed. */
  squash?: boolean;
}

const AT = '2026-01-01T00:00:00.000Z';
/** The project's own id. */
export const PROJECT = 42;

/** What a fake GitLab keeps, and what it does with it. */
export class GitlabState {
  readonly git = new MemoryGit();
  readonly mergeRequests = new Map<number, FakeMergeRequest>();
  statuses: object[] = [];
  largestPage = 100;
  /** So many times more it says that it looks whether a merge request can be merged. */
  checking = 0;
  /** So many times more it says that it prepares a merge request, which changes nothing until then. */
  preparing = 0;
  /** What it says instead of `mergeable`, e.g. `not_approved`. */
  rule?: string;
  /** Those who may push, but not merge. */
  mayMerge = true;

  open(
    parts: Pick<
      FakeMergeRequest,
      'source' | 'target' | 'title' | 'description'
    >,
  ): FakeMergeRequest {
    const made: FakeMergeRequest = {
      sourceProject: PROJECT,
      state: 'opened',
      ...parts,
      iid: this.mergeRequests.size + 1,
    };
    this.mergeRequests.set(made.iid, made);
    return made;
  }

  headOf({ head, source }: FakeMergeRequest): string {
    return head ?? this.git.branches.get(source) ?? '';
  }

  /** The files before and after a merge request, and what differs. */
  changes(of: FakeMergeRequest) {
    const target = this.git.at(of.base ?? of.target);
    const head = this.git.at(this.headOf(of));
    if (!target || !head) throw new Error(`no sides of !${of.iid}`);
    const before = this.git.mergeBase(target, head).files;
    return {
      before,
      after: head.files,
      paths: changedPaths(before, head.files),
    };
  }

  conflicts(of: FakeMergeRequest): boolean {
    const target = this.git.at(of.target);
    const head = this.git.at(this.headOf(of));
    return !(target && head && this.git.merged(target, head));
  }

  /** Merges; `false` when it conflicts. */
  merge(of: FakeMergeRequest, message: string, squash: boolean): boolean {
    const target = this.git.at(of.target);
    const head = this.git.at(this.headOf(of));
    const files = target && head && this.git.merged(target, head);
    if (!files) return false;
    const { sha } = this.git.commit({
      files,
      parents: squash ? [target.sha] : [target.sha, head.sha],
      message,
    });
    Object.assign(of, {
      head: head.sha,
      base: target.sha,
      state: 'merged',
      merged: sha,
      squashed: squash,
    });
    this.git.branches.set(of.target, sha);
    return true;
  }

  mergeStatus(of: FakeMergeRequest): string {
    if (of.state !== 'opened') return 'not_open';
    if (this.preparing > 0) {
      this.preparing -= 1;
      return 'preparing';
    }
    if (this.checking > 0) {
      this.checking -= 1;
      return 'checking';
    }
    if (this.conflicts(of)) return 'conflict';
    return this.rule ?? 'mergeable';
  }

  /** As GitLab shows it. */
  shown(of: FakeMergeRequest) {
    const { iid, title, description, state, merged, squashed } = of;
    return {
      id: 1000 + iid,
      iid,
      project_id: PROJECT,
      title,
      description,
      state,
      author: { id: 7, username: 'portal', name: 'Portal' },
      source_branch: of.source,
      target_branch: of.target,
      source_project_id: of.sourceProject,
      target_project_id: PROJECT,
      sha: this.headOf(of),
      squash: of.squash === true,
      diff_refs: this.preparing > 0 ? null : { head_sha: this.headOf(of) },
      has_conflicts: state === 'opened' && this.conflicts(of),
      detailed_merge_status: this.mergeStatus(of),
      web_url: `https://gitlab.example.com/atlas/platform/-/merge_requests/${iid}`,
      created_at: AT,
      merged_at: merged ? AT : null,
      closed_at: state === 'closed' ? AT : null,
      merge_commit_sha: merged && !squashed ? merged : null,
      squash_commit_sha: merged && squashed ? merged : null,
    };
  }
}
