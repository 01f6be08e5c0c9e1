import { setTimeout as sleep } from 'node:timers/promises';

const GIVE_UP_MS = 8_000;

/** Waits for a condition; fails with what it was waiting for. */
export async function until(
  what: string,
  condition: () => boolean | undefined,
): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(5);
  }
}
