import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Person, writeCommit } from './commits';
import { gitText, runGit } from './runGit';
import { treeOf } from './trees';

/** The merged tree, or the files in which both sides changed the same lines. */
export type MergeOutcome =
  | { tree: string; conflicts?: undefined }
  | { tree?: undefined; conflicts: string[] };

const SCRATCH_PERSON: Person = { name: 'merge', email: 'merge@localhost' };

let mergeTreeKnown: Promise<boolean> | undefined;

/** True when this machine's `git merge-tree` can write trees (Git 2.38 and later). */
export function knowsMergeTree(): Promise<boolean> {
  mergeTreeKnown ??= gitText(['version']).then(version => {
    const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
    return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 38);
  });
  return mergeTreeKnown;
}

/** Merges two commits in three ways without touching a ref. */
export async function mergeTrees(
  directory: string,
  ours: string,
  theirs: string,
): Promise<MergeOutcome> {
  return (await knowsMergeTree())
    ? mergeWithMergeTree(directory, ours, theirs)
    : mergeInWorktree(directory, ours, theirs);
}

/** Repeats what `commit` changed since its first parent on top of another commit. */
export async function pickOnto(
  directory: string,
  onto: string,
  commit: { sha: string; parents: string[] },
): Promise<MergeOutcome> {
  // A commit with the tree of `onto` and the picked commit's parent makes that parent the merge base.
  const standIn = await writeCommit(directory, {
    tree: await treeOf(directory, onto),
    parents: commit.parents.slice(0, 1),
    message: 'stand-in',
    author: SCRATCH_PERSON,
    committer: SCRATCH_PERSON,
  });
  return mergeTrees(directory, standIn, commit.sha);
}

async function mergeWithMergeTree(
  directory: string,
  ours: string,
  theirs: string,
): Promise<MergeOutcome> {
  const { stdout, exitCode } = await runGit(
    [
      'merge-tree',
      '--write-tree',
      '--name-only',
      '-z',
      '--no-messages',
      ours,
      theirs,
    ],
    { directory, accept: [0, 1] },
  );
  const [tree, ...files] = stdout.toString('utf8').split('\0').filter(Boolean);
  return exitCode === 0 ? { tree } : { conflicts: files };
}

/** The same with a temporary work tree, for Git before 2.38. */
export async function mergeInWorktree(
  directory: string,
  ours: string,
  theirs: string,
): Promise<MergeOutcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'mini-atlas-merge-'));
  const worktree = join(scratch, 'tree');
  const identity = {
    GIT_AUTHOR_NAME: SCRATCH_PERSON.name,
    GIT_AUTHOR_EMAIL: SCRATCH_PERSON.email,
    GIT_COMMITTER_NAME: SCRATCH_PERSON.name,
    GIT_COMMITTER_EMAIL: SCRATCH_PERSON.email,
  };
  try {
    await runGit(['worktree', 'add', '--quiet', '--detach', worktree, ours], {
      directory,
    });
    const inTree = ['-C', worktree];
    const { exitCode } = await runGit(
      [...inTree, 'merge', '--quiet', '--no-commit', '--no-ff', theirs],
      { env: identity, accept: [0, 1] },
    );
    if (exitCode === 0)
      return { tree: await gitText([...inTree, 'write-tree']) };
    const files = await gitText([
      ...inTree,
      'diff',
      '--name-only',
      '-z',
      '--diff-filter=U',
    ]);
    return { conflicts: files.split('\0').filter(Boolean) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await runGit(['worktree', 'prune'], { directory });
  }
}
