import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const POLL_MS = 20;

/** Waits up to a minute until an expectation holds; then it fails as that does. */
export async function eventually(
  expectation: () => void | Promise<void>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(POLL_MS);
  }
}
