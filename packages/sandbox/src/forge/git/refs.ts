import { readBranches } from './readRefs';
import { GitError, runGit } from './runGit';

/** The commit id before the first and after the last one of a ref. */
export const NO_COMMIT = '0'.repeat(40);

/** Makes an empty bare repository, fit to be served. Does nothing to one that is there. */
export async function initBareRepository(
  directory: string,
  branch: string,
): Promise<void> {
  await runGit([
    'init',
    '--quiet',
    '--bare',
    `--initial-branch=${branch}`,
    directory,
  ]);
  const settings = {
    'receive.hideRefs': 'refs/pull',
    'uploadpack.allowAnySHA1InWant': 'true',
    'uploadpack.allowFilter': 'true',
    'gc.auto': '0',
  };
  for (const [key, value] of Object.entries(settings)) {
    await runGit(['config', key, value], { directory });
  }
}

/** The commit that a branch, tag or (abbreviated) commit id means; `undefined` when it means none. */
export async function resolveCommit(
  directory: string,
  ref: string,
): Promise<string | undefined> {
  const head = await branchHead(directory, ref);
  if (head) return head;
  for (const candidate of [`refs/tags/${ref}`, ref]) {
    if (
      candidate === ref &&
      !/^([0-9a-f]{4,40}|refs\/pull\/\d+\/head)$/.test(ref)
    )
      continue;
    const { stdout, exitCode } = await runGit(
      [
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${candidate}^{commit}`,
      ],
      { directory, accept: [0, 1, 128] },
    );
    if (exitCode === 0) return lastLine(stdout.toString('utf8'));
  }
  return undefined;
}

/** The commit a branch stands on; `undefined` when there is no such branch. */
export async function branchHead(
  directory: string,
  branch: string,
): Promise<string | undefined> {
  return (await readBranches(directory)).get(branch);
}

/** True when Git accepts the name for a branch. */
export function isBranchName(name: string): Promise<boolean> {
  return isRefName('heads', name);
}

/** True when Git accepts the name for a tag. */
export function isTagName(name: string): Promise<boolean> {
  return isRefName('tags', name);
}

async function isRefName(below: string, name: string): Promise<boolean> {
  if (name.startsWith('-')) return false;
  const { exitCode } = await runGit(
    ['check-ref-format', `refs/${below}/${name}`],
    { accept: [0, 1] },
  );
  return exitCode === 0;
}

/** Moves a ref, only from `from` (`NO_COMMIT`: only when it is new). False when it stood elsewhere. */
export async function moveRef(
  directory: string,
  ref: string,
  to: string,
  from?: string,
): Promise<boolean> {
  try {
    await runGit(['update-ref', ref, to, ...(from ? [from] : [])], {
      directory,
    });
    return true;
  } catch (error) {
    if (from && error instanceof GitError) return false;
    throw error;
  }
}

/** Removes a ref; no error when it is not there. */
export async function removeRef(directory: string, ref: string): Promise<void> {
  await runGit(['update-ref', '-d', ref], { directory });
}

/** The best common ancestor of two commits; `undefined` when they have none. */
export async function mergeBase(
  directory: string,
  one: string,
  other: string,
): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(['merge-base', one, other], {
    directory,
    accept: [0, 1],
  });
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}

function lastLine(text: string): string {
  return text.trim().split('\n').pop() ?? '';
}
