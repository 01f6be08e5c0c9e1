import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long one goes on before anything else gets its turn, in milliseconds. */
const SLICE_MS = 8;

/** Does something with each item. Thousands take a while: whoever waits for anything else gets it in between. */
export async function inSlices<T>(
  items: Iterable<T>,
  each: (item: T) => void,
): Promise<void> {
  let end = performance.now() + SLICE_MS;
  for (const item of items) {
    each(item);
    if (performance.now() < end) continue;
    await nextTurn();
    end = performance.now() + SLICE_MS;
  }
}
