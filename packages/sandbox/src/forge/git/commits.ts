import { GitOptions, gitText } from './runGit';

/** Who made something, and when (RFC 3339). */
export interface Signature {
  name: string;
  email: string;
  date: string;
}

/** One commit. */
export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  /** With the line break at its end. */
  message: string;
}

/** A person as a commit names them. */
export interface Person {
  name: string;
  email: string;
}

const FORMAT =
  '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x01';

/** Commits reachable from `range` (a commit, or `a..b`), newest first. `path` limits to those that touched it. */
export async function listCommits(
  directory: string,
  range: string,
  {
    skip = 0,
    limit,
    path,
  }: { skip?: number; limit?: number; path?: string } = {},
): Promise<Commit[]> {
  const output = await gitText(
    [
      '--literal-pathspecs',
      'log',
      '--no-show-signature',
      `--format=${FORMAT}`,
      `--skip=${skip}`,
      ...(limit === undefined ? [] : [`--max-count=${limit}`]),
      range,
      '--',
      ...(path ? [path] : []),
    ],
    { directory },
  );
  return output
    .split('\u0001')
    .map(entry => entry.replace(/^\n/, ''))
    .filter(Boolean)
    .map(commitOf);
}

/** One commit by its full id. */
export async function readCommit(
  directory: string,
  sha: string,
): Promise<Commit> {
  const [commit] = await listCommits(directory, sha, { limit: 1 });
  return commit;
}

/** How many commits `range` has. */
export async function countCommits(
  directory: string,
  range: string,
  path?: string,
): Promise<number> {
  return Number(
    await gitText(
      [
        '--literal-pathspecs',
        'rev-list',
        '--count',
        range,
        '--',
        ...(path ? [path] : []),
      ],
      { directory },
    ),
  );
}

/** Makes a commit object and returns its id; moves no ref. Dates default to now. */
export function writeCommit(
  directory: string,
  commit: {
    tree: string;
    parents: string[];
    message: string;
    author: Person & { date?: string };
    committer: Person & { date?: string };
  },
): Promise<string> {
  const options: GitOptions = {
    directory,
    input: `${commit.message.replace(/\s+$/, '')}\n`,
    env: {
      ...signatureEnvironment('AUTHOR', commit.author),
      ...signatureEnvironment('COMMITTER', commit.committer),
    },
  };
  return gitText(
    ['commit-tree', commit.tree, ...commit.parents.flatMap(sha => ['-p', sha])],
    options,
  );
}

function signatureEnvironment(
  role: 'AUTHOR' | 'COMMITTER',
  { name, email, date }: Person & { date?: string },
): Record<string, string> {
  return {
    [`GIT_${role}_NAME`]: name,
    [`GIT_${role}_EMAIL`]: email,
    ...(date ? { [`GIT_${role}_DATE`]: date } : {}),
  };
}

function commitOf(entry: string): Commit {
  const [sha, tree, parents, an, ae, ad, cn, ce, cd, message] =
    entry.split('\0');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message,
  };
}

function utc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}
