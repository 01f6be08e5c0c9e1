import { setTimeout as delay } from 'node:timers/promises';
import { MergeOptions, MergeStyle, PullRequest } from '../forge';
import { ForgeError, ForgeErrorKind } from '../forgeError';
import { checkedCommit } from '../gitName';
import { GiteaRepository } from './giteaRepository';

/** A pull request that is to be merged. */
interface Merge {
  number: number;
  options: MergeOptions;
  /** Of the pull request, below the repository. */
  path: string;
  /** Reads it as it is now. */
  read(): Promise<PullRequest>;
}

/** What one of Gitea's refusals means. */
interface Refusal {
  /** Words of Gitea's answer (`MergePullRequest` in its `routers/api/v1/repo/pull.go`, 1.26). */
  words: RegExp;
  kind: ForgeErrorKind;
  answer?: string;
  advice: string;
}

const GITEA_STYLES: Record<MergeStyle, string> = {
  'merge-commit': 'merge',
  squash: 'squash',
};

/** It looks whether the pull request can be merged; or has looked, and it cannot. */
const LOOKS = /try again later/;

/** Another merge moved the target branch while this one was made; said by Gitea, and by git that it pushes with. */
const OVERTAKEN = /^merge push out of date|cannot lock ref/;

/** Gitea was seen to look for one to two seconds. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 250;

const MOVED = {
  answer: 'its branch has another commit by now',
  advice: 'Look at what it changes now, then merge it',
};

const REFUSALS: Refusal[] = [
  { words: /^head out of date/, kind: 'conflict', ...MOVED },
  {
    words: /not allowed to merge/,
    kind: 'forbidden',
    answer: 'the account of kro.delivery.token may not merge it',
    advice:
      'Give that account write access and put it on the merge list of the branch’s protection, or merge at the Git host',
  },
  {
    words: /^Work in progress/,
    kind: 'conflict',
    advice: 'Take the mark off its title when it is ready',
  },
  {
    words: LOOKS,
    kind: 'conflict',
    answer: 'the host still looks whether it can be merged, or it conflicts',
    advice:
      'Wait a moment and try again; if it conflicts, close it and propose the change again',
  },
  {
    words: /allowed merge style/,
    kind: 'conflict',
    advice:
      'Allow that merge style in the settings of the repository, or choose the other one in kro.changes.merge',
  },
  {
    words: OVERTAKEN,
    kind: 'conflict',
    answer: 'something else was merged at the same moment',
    advice: 'Try again',
  },
  {
    words: /conflict|unrelated histor/i,
    kind: 'conflict',
    answer: 'the target branch has changed the same lines meanwhile',
    advice: 'Close it and propose the change again, or resolve it by hand',
  },
];

/** Everything else that the branch's protection or a hook may say, e.g. that approvals are missing. */
const PROTECTED =
  'The branch is protected: do what its rule asks for (approvals, checks), then merge';

/**
 * Merges when the pull request is open and its head the one that was seen. What was merged meanwhile, by somebody else or
 * by a try whose answer was lost, counts as merged.
 */
export async function mergeAtGitea(
  gitea: GiteaRepository,
  merge: Merge,
): Promise<PullRequest> {
  const { number, options, path, read } = merge;
  const doing = `merge pull request #${number} of ${gitea.fullName}`;
  const before = await read();
  if (before.state === 'merged') return before;
  requireOpen(doing, before, checkedCommit(options.headCommit));
  const ask = () =>
    gitea.json({
      doing,
      method: 'POST',
      path: `${path}/merge`,
      body: {
        Do: GITEA_STYLES[options.style],
        MergeMessageField: options.message,
        head_commit_id: options.headCommit,
      },
    });
  try {
    await askAgain(ask, options.patienceMs ?? PATIENCE_MS);
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const merged = await mergedAfterAll(read);
    if (merged) return merged;
    throw explained(error);
  }
  return read();
}

/**
 * Gitea looks in the background, after every move of the target branch, and answers as for a conflict meanwhile; of two
 * merges at the same moment it refuses one.
 */
async function askAgain(
  ask: () => Promise<unknown>,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      const passes =
        error instanceof ForgeError &&
        [LOOKS, OVERTAKEN].some(words => words.test(error.answer));
      if (!passes || Date.now() >= deadline) throw error;
    }
    await delay(PAUSE_MS);
  }
}

async function mergedAfterAll(
  read: Merge['read'],
): Promise<PullRequest | undefined> {
  try {
    const after = await read();
    return after.state === 'merged' ? after : undefined;
  } catch (error) {
    // A host that cannot be asked either has been reported by the failure itself.
    if (error instanceof ForgeError) return undefined;
    throw error;
  }
}

function requireOpen(
  request: string,
  { state, headCommit }: PullRequest,
  seen: string,
): void {
  if (state === 'closed') {
    throw new ForgeError({
      kind: 'conflict',
      request,
      answer: 'it is closed',
      advice: 'Reopen it at the Git host, or propose the change again',
    });
  }
  if (headCommit !== seen) {
    throw new ForgeError({ kind: 'conflict', request, ...MOVED });
  }
}

function explained(error: ForgeError): ForgeError {
  if (error.kind !== 'conflict') return error;
  const { request, host, status, answer } = error;
  const refusal = REFUSALS.find(({ words }) => words.test(answer));
  return new ForgeError({
    kind: refusal?.kind ?? 'conflict',
    request,
    ...(host ? { host } : {}),
    ...(status ? { status } : {}),
    answer: refusal?.answer ?? answer,
    advice: refusal?.advice ?? PROTECTED,
    cause: error,
  });
}
