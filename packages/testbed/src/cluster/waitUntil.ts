import { setTimeout as delay } from 'node:timers/promises';
import { TestbedError } from '../testbedError';

const POLL_MS = 50;

/**
 * Waits until a condition holds, asking again and again.
 *
 * @param what - what is waited for, as a message says it
 * @throws TestbedError when it does not hold within the limit, with what `describe` says of the present state
 */
export async function waitUntil(
  what: string,
  holds: () => Promise<boolean>,
  {
    limitMs,
    signal,
    describe,
  }: {
    limitMs: number;
    signal?: AbortSignal;
    describe?: () => Promise<string>;
  },
): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > limit) {
      const state = describe ? `: ${await describe()}` : '';
      throw new TestbedError(
        `${what} did not come about within ${limitMs / 1000} s${state}`,
      );
    }
    await delay(POLL_MS, undefined, { signal });
  }
}
