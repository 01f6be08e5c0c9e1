import { gitText, runGit } from './runGit';

/** One entry of a tree, with its path from the root. */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** In bytes; 0 for a tree. */
  size: number;
  path: string;
}

/** Entries of the directory `path` (`''` for the root) at a commit, or of everything below it. */
export async function listTree(
  directory: string,
  commit: string,
  path = '',
  recursive = false,
): Promise<TreeEntry[]> {
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '-l', '--full-tree'];
  const { stdout } = await runGit(
    [
      ...args,
      ...(recursive ? ['-r', '-t'] : []),
      commit,
      ...(path ? ['--', `${path}/`] : []),
    ],
    { directory },
  );
  return entriesOf(stdout).filter(entry => entry.path !== path);
}

/** The entry at a path; `undefined` when there is none. */
export async function treeEntry(
  directory: string,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  const { stdout } = await runGit(
    [
      '--literal-pathspecs',
      'ls-tree',
      '-z',
      '-l',
      '--full-tree',
      commit,
      '--',
      path,
    ],
    { directory },
  );
  return entriesOf(stdout).find(entry => entry.path === path);
}

/** The tree of a commit. */
export function treeOf(directory: string, commit: string): Promise<string> {
  return gitText(['rev-parse', `${commit}^{tree}`], { directory });
}

/** A blob's content. */
export async function readBlob(
  directory: string,
  sha: string,
): Promise<Buffer> {
  return (await runGit(['cat-file', 'blob', sha], { directory })).stdout;
}

function entriesOf(output: Buffer): TreeEntry[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
      return {
        mode,
        type: typeOf(type),
        sha,
        size: Number(size) || 0,
        path: line.slice(tab + 1),
      };
    });
}

function typeOf(type: string): TreeEntry['type'] {
  return type === 'tree' || type === 'commit' ? type : 'blob';
}
