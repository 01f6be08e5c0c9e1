import { rememberByCommits } from './rememberByCommits';
import { runGit } from './runGit';

/** A file that differs between two commits. */
export interface DiffFile {
  path: string;
  /** Where it was, when renamed. */
  previousPath?: string;
  status: 'added' | 'deleted' | 'modified' | 'renamed';
  additions: number;
  deletions: number;
}

/** The tree without files, from which the first commit's diff is taken. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Unified diff with full object ids left out, as Gitea's `.diff` shows it. */
export async function unifiedDiff(
  directory: string,
  from: string,
  to: string,
): Promise<string> {
  const { stdout } = await runGit(
    ['diff', '--no-color', '--no-ext-diff', '--find-renames', from, to],
    { directory },
  );
  return stdout.toString('utf8');
}

/** The commits of `from..to` as mails that `git am` takes. */
export async function mailedPatches(
  directory: string,
  from: string,
  to: string,
): Promise<string> {
  const { stdout } = await runGit(
    ['format-patch', '--stdout', '--no-signature', `${from}..${to}`],
    { directory },
  );
  return stdout.toString('utf8');
}

/** The files that differ between two commits, sorted by path. */
export const listDiffFiles = rememberByCommits(
  async (directory: string, from: string, to: string): Promise<DiffFile[]> => {
    const { stdout } = await runGit(
      [
        'diff',
        '-z',
        '--no-ext-diff',
        '--find-renames',
        '--raw',
        '--numstat',
        from,
        to,
      ],
      { directory },
    );
    return diffFilesOf(stdout.toString('utf8').split('\0').slice(0, -1));
  },
);

/** First a record for each file that says what became of it, `:<modes and ids> <letter>`; then one that counts its lines. */
function diffFilesOf(fields: string[]): DiffFile[] {
  const files: DiffFile[] = [];
  let i = 0;
  while (fields[i]?.startsWith(':')) {
    const letter = fields[i].split(' ')[4][0];
    const renamed = letter === 'R' || letter === 'C';
    files.push({
      path: fields[i + (renamed ? 2 : 1)],
      ...(renamed ? { previousPath: fields[i + 1] } : {}),
      status: statusOf(letter),
      additions: 0,
      deletions: 0,
    });
    i += renamed ? 3 : 2;
  }
  const counts = countsOf(fields.slice(i));
  return files.map(file => ({ ...file, ...counts.get(file.path) }));
}

/** Records are `added<tab>deleted<tab>path`, or with an empty path and two more fields when renamed. Binary files count `-`. */
function countsOf(
  fields: string[],
): Map<string, { additions: number; deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (let i = 0; i < fields.length; ) {
    const [added, deleted, path] = fields[i].split('\t');
    const renamed = path === '';
    counts.set(renamed ? fields[i + 2] : path, {
      additions: Number(added) || 0,
      deletions: Number(deleted) || 0,
    });
    i += renamed ? 3 : 1;
  }
  return counts;
}

function statusOf(letter: string): DiffFile['status'] {
  switch (letter) {
    case 'A':
    case 'C':
      return 'added';
    case 'D':
      return 'deleted';
    case 'R':
      return 'renamed';
    default:
      return 'modified';
  }
}
