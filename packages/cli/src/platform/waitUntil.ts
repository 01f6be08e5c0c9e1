import { setTimeout as delay } from 'node:timers/promises';
import { PlatformError } from './platformError';

const POLL_MS = 1_000;

/** What is still waited for, as a sentence that follows "waiting for"; `undefined` when nothing is. */
export type Missing = string | undefined;

/** How to wait. */
export interface WaitOptions {
  /** Told what is waited for, whenever it changes. */
  says(text: string): void;
  limitMs: number;
  signal: AbortSignal;
  /** Turns what was waited for last into the error of a wait that took too long. */
  tooLong(missing: string): Promise<PlatformError>;
}

/**
 * Asks until nothing is missing.
 *
 * @throws PlatformError of `tooLong`; PlatformError Interrupted when the signal aborts
 */
export async function waitUntil(
  ask: () => Promise<Missing>,
  { says, limitMs, signal, tooLong }: WaitOptions,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  let last: Missing;
  for (;;) {
    requireGoingOn(signal);
    const missing = await ask().catch(silence);
    if (missing === undefined) return;
    if (missing !== last) says(missing);
    last = missing;
    if (Date.now() > deadline) throw await tooLong(missing);
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** A cluster that was there a moment ago, and whose nodes are being changed, may be silent for another moment. */
function silence(error: unknown): string {
  if (error instanceof PlatformError && error.code === 'ClusterUnreachable') {
    return error.what;
  }
  throw error;
}

/** @throws PlatformError Interrupted when the signal has aborted */
export function requireGoingOn(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new PlatformError('Interrupted', 'Interrupted.', {
    next: 'What was made is written down: `npm run up` goes on from here, `npm run down` takes it away.',
    exitCode: 130,
  });
}
