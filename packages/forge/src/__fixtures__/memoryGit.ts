import { createHash } from 'node:crypto';

/** A file of a commit. */
export interface MemoryFile {
  /** Git's id of the blob. */
  id: string;
  mode: string;
  content: string;
}

/** Files by path. */
export type MemoryFiles = Map<string, MemoryFile>;

/** A commit with all its files. */
export interface MemoryCommit {
  sha: string;
  files: MemoryFiles;
  parents: string[];
  message: string;
  author?: { name: string; email: string };
}

/** A Git repository as fake hosts keep it: branches, and commits with their files. Merges file by file. */
export class MemoryGit {
  readonly branches = new Map<string, string>();
  readonly commits = new Map<string, MemoryCommit>();

  /** Makes a commit; moves no branch. */
  commit(parts: Omit<MemoryCommit, 'sha'>): MemoryCommit {
    const files = [...parts.files].map(([path, { id }]) => [path, id]);
    const nonce = this.commits.size;
    const sha = sha1(JSON.stringify([nonce, { ...parts, files }]));
    const commit = { ...parts, sha };
    this.commits.set(sha, commit);
    return commit;
  }

  /** Commits changes (`null` removes) on a branch, which is made from `from` when it is not there. Returns the commit's id. */
  commitOn(
    branch: string,
    changes: Record<string, string | null>,
    from = 'main',
  ): string {
    const parent = this.at(branch) ?? this.at(from);
    const { sha } = this.commit({
      files: changed(parent?.files ?? new Map(), changes),
      parents: parent ? [parent.sha] : [],
      message: `Change ${Object.keys(changes).join(', ')}`,
    });
    this.branches.set(branch, sha);
    return sha;
  }

  /** The commit of a branch or an id. */
  at(ref: string): MemoryCommit | undefined {
    return this.commits.get(this.branches.get(ref) ?? ref);
  }

  /** The commit and all before it. */
  history(commit: MemoryCommit): MemoryCommit[] {
    const seen = new Set<MemoryCommit>([commit]);
    for (const one of seen) {
      for (const parent of one.parents) {
        const before = this.commits.get(parent);
        if (before) seen.add(before);
      }
    }
    return [...seen];
  }

  /** Where two histories part. */
  mergeBase(one: MemoryCommit, other: MemoryCommit): MemoryCommit {
    const known = new Set(this.history(one));
    const base = this.history(other).find(commit => known.has(commit));
    return base ?? other;
  }

  /** The files of both; `undefined` when both changed the same file in different ways. */
  merged(target: MemoryCommit, head: MemoryCommit): MemoryFiles | undefined {
    const base = this.mergeBase(target, head).files;
    const files = new Map(target.files);
    for (const path of changedPaths(base, head.files)) {
      const [was, is, mine] = [base, target.files, head.files].map(
        all => all.get(path)?.id,
      );
      if (is !== was && is !== mine) return undefined;
      const file = head.files.get(path);
      if (file) files.set(path, file);
      else files.delete(path);
    }
    return files;
  }
}

/** Git's id of a text. */
export function blobId(content: string): string {
  return sha1(`blob ${Buffer.byteLength(content)}\0${content}`);
}

/** The files with changes; `null` removes. */
export function changed(
  files: MemoryFiles,
  changes: Record<string, string | null>,
): MemoryFiles {
  const after = new Map(files);
  for (const [path, content] of Object.entries(changes)) {
    const mode = files.get(path)?.mode ?? '100644';
    if (content === null) after.delete(path);
    else after.set(path, { id: blobId(content), mode, content });
  }
  return after;
}

/** Paths whose content is not the same in both, sorted. */
export function changedPaths(before: MemoryFiles, after: MemoryFiles) {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all]
    .filter(path => before.get(path)?.id !== after.get(path)?.id)
    .sort();
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
