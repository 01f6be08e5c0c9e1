import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GitError, gitText, runGit } from '../../forge/git/runGit';

/** What to fetch; one of `spec.ref`. */
export interface RemoteRef {
  /** For the revision: `main`, `v1.0`, or empty for a commit alone. */
  name: string;
  /** Full ref to ask the remote for; absent for a commit alone. */
  ref?: string;
  /** Exactly this commit. */
  commit?: string;
}

/** A remote repository, and how to be let in. */
export interface Remote {
  url: string;
  /** Value of the `Authorization` header. */
  authorization?: string;
  signal: AbortSignal;
}

/** A commit that was fetched. */
export interface FetchedCommit {
  sha: string;
  /** First line, as events show it. */
  subject: string;
}

/** The fetch failed; the message names the URL and what Git said. */
export class FetchError extends Error {}

/**
 * The commit that the ref stands on at the remote; `isKnown` when a commit of it has been fetched before: Flux clones
 * at once when none has. Throws `FetchError`.
 */
export async function remoteCommit(
  remote: Remote,
  { ref, commit }: RemoteRef,
  isKnown: boolean,
): Promise<string> {
  if (commit || !ref) return commit ?? '';
  const lines = await asking(
    remote,
    isKnown
      ? `unable to list remote for '${remote.url}'`
      : `unable to clone '${remote.url}'`,
    () =>
      gitText(
        ['ls-remote', '--', remote.url, ref, `${ref}^{}`],
        optionsOf(remote),
      ),
  );
  // An annotated tag is followed by the commit it names.
  const last = lines.split('\n').filter(Boolean).pop();
  if (!last) {
    throw new FetchError(
      `unable to clone '${remote.url}': couldn't find remote ref "${ref}"`,
    );
  }
  return last.slice(0, 40);
}

/** Fetches one commit into a bare repository of our own. Throws `FetchError`. */
export async function fetchCommit(
  directory: string,
  remote: Remote,
  { ref, commit }: RemoteRef,
  sha: string,
): Promise<FetchedCommit> {
  await mkdir(dirname(directory), { recursive: true });
  await runGit(['init', '--quiet', '--bare', directory]);
  await asking(remote, `unable to clone '${remote.url}'`, () =>
    runGit(
      [
        'fetch',
        '--quiet',
        '--depth=1',
        '--no-tags',
        '--',
        remote.url,
        commit || !ref ? sha : ref,
      ],
      { directory, ...optionsOf(remote) },
    ),
  );
  const fetched = await gitText(['log', '-1', '--format=%H %s', 'FETCH_HEAD'], {
    directory,
  });
  return { sha: fetched.slice(0, 40), subject: fetched.slice(41) };
}

function optionsOf({ url, authorization, signal }: Remote) {
  // In the environment, not among the arguments, which everybody on the machine can read.
  const env: Record<string, string> = authorization
    ? {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `http.${url}.extraHeader`,
        GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
      }
    : {};
  return { env, signal };
}

async function asking<T>(
  remote: Remote,
  what: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (remote.signal.aborted)
      throw new FetchError(`${what}: context deadline exceeded`);
    if (!(error instanceof GitError)) throw error;
    throw new FetchError(`${what}: ${await reasonOf(remote, error)}`);
  }
}

/** Flux's words for what happens most; else the line in which Git says what went wrong. */
async function reasonOf(remote: Remote, { stderr }: GitError): Promise<string> {
  if (/could not read Username|Authentication failed/.test(stderr)) {
    return `authentication required: ${await answerOf(remote)}`;
  }
  if (/repository '.*' not found/.test(stderr)) {
    return `repository not found: ${await answerOf(remote)}`;
  }
  const lines = stderr.trim().split('\n');
  const fatal =
    lines.find(line => line.startsWith('fatal: ')) ?? lines[0] ?? '';
  return fatal.replace(/^fatal: /, '');
}

/** What the remote answers to Git's first question: Flux repeats it, `git` keeps it to itself. */
async function answerOf({ url, authorization, signal }: Remote) {
  const answer = await fetch(`${url}/info/refs?service=git-upload-pack`, {
    ...(authorization ? { headers: { authorization } } : {}),
    signal,
  });
  return answer.text();
}
