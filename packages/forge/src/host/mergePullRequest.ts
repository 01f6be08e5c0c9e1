import { setTimeout as delay } from 'node:timers/promises';
import { MergeOptions, PullRequest } from '../forge';
import { ForgeError } from '../forgeError';
import { checkedCommit } from '../gitName';
import { MergeHost } from './forgeHost';

/** Gitea was seen to look for one to two seconds whether a pull request can be merged. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 250;

/** The branch of the pull request is not what was seen. */
export const MOVED = {
  answer: 'its branch has another commit by now',
  advice: 'Look at what it changes now, then merge it',
};

/** Everything else that the branch's protection or a hook may say, e.g. that approvals are missing. */
const PROTECTED =
  'The branch is protected: do what its rule asks for (approvals, checks), then merge';

/**
 * Merges when the pull request is open and its head the one that was seen. What was merged meanwhile, by somebody else or
 * by a try whose answer was lost, counts as merged.
 */
export async function mergePullRequest(
  host: MergeHost,
  number: number,
  options: MergeOptions,
): Promise<PullRequest> {
  const doing = `merge pull request #${number} of ${host.repository}`;
  const before = await host.pullRequest(number);
  if (before.state === 'merged') return before;
  requireOpen(doing, before, checkedCommit(options.headCommit));
  try {
    await askAgain(host, number, options);
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const merged = await mergedAfterAll(host, number);
    if (merged) return merged;
    throw explained(host, error);
  }
  return host.pullRequest(number);
}

/**
 * Hosts look in the background, after every move of the target branch, and refuse meanwhile; of two merges at the same
 * moment they refuse one.
 */
async function askAgain(
  host: MergeHost,
  number: number,
  options: MergeOptions,
): Promise<void> {
  const deadline = Date.now() + (options.patienceMs ?? PATIENCE_MS);
  for (;;) {
    try {
      await host.merge(number, options);
      return;
    } catch (error) {
      const passes =
        error instanceof ForgeError && refusalOf(host, error)?.passes === true;
      if (!passes || Date.now() >= deadline) throw error;
    }
    await delay(PAUSE_MS);
  }
}

async function mergedAfterAll(
  host: MergeHost,
  number: number,
): Promise<PullRequest | undefined> {
  try {
    const after = await host.pullRequest(number);
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

function refusalOf(host: MergeHost, { answer }: ForgeError) {
  return host.refusals.find(({ words }) => words.test(answer));
}

function explained(host: MergeHost, error: ForgeError): ForgeError {
  if (error.kind !== 'conflict') return error;
  const { request, status, answer } = error;
  const refusal = refusalOf(host, error);
  return new ForgeError({
    kind: refusal?.kind ?? 'conflict',
    request,
    ...(error.host ? { host: error.host } : {}),
    ...(status ? { status } : {}),
    answer: refusal?.answer ?? answer,
    advice: refusal?.advice ?? PROTECTED,
    cause: error,
  });
}
